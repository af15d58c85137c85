// Whose token signs a call, and how an expired one is renewed: once for everybody who ran into it, through the
// connection's own refresh function. A connection that has only an access token cannot be renewed.
import { Failure } from '../kit/failure.ts';

/** What a session needs of a `Connection` of @salesforce/core. */
export interface SessionConnection {
  readonly instanceUrl: string;
  readonly accessToken?: string | null;
  getApiVersion(): string;
  refreshAuth(): Promise<void>;
  getAuthInfo(): { isAccessTokenFlow(): boolean };
}

export class Authentication {
  readonly #connection: SessionConnection;
  #renewing: Promise<void> | undefined;

  constructor(connection: SessionConnection) {
    this.#connection = connection;
  }

  token(): string {
    const { accessToken } = this.#connection;
    if (!accessToken) throw new Failure('sessionExpired', { reason: 'no access token' });
    return accessToken;
  }

  /** Renews the session that `expired` belonged to; returns at once when somebody already did. */
  async refresh(expired: string): Promise<void> {
    if (this.#connection.accessToken !== expired) return;
    if (this.#connection.getAuthInfo().isAccessTokenFlow()) {
      throw new Failure('sessionExpired', { reason: 'an access token alone cannot be refreshed' });
    }
    this.#renewing ??= this.#renew(expired).finally(() => (this.#renewing = undefined));
    await this.#renewing;
  }

  async #renew(expired: string): Promise<void> {
    try {
      await this.#connection.refreshAuth();
    } catch (error) {
      // The cause is left out: errors of the login exchange can carry tokens.
      const reason = error instanceof Error ? error.message.replaceAll(expired, '<token>') : 'refresh failed';
      throw new Failure('sessionExpired', { reason: reason.replaceAll(/00D\w{12,15}!\S+/g, '<token>') });
    }
  }
}
