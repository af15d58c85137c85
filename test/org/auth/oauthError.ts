// A refusal of an OAuth endpoint: `{"error","error_description"}`, not the REST API's array.

export class OauthError extends Error {
  readonly error: string;
  readonly status: number;

  constructor(error: string, description: string, status = 400) {
    super(description);
    this.name = 'OauthError';
    this.error = error;
    this.status = status;
  }
}
