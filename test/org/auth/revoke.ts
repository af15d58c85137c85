// Revoking: an access token ends its session; a refresh token takes its sessions along; the DeleteToken of an
// OauthToken row takes the row away (help: Revoke OAuth Tokens; Apex Auth.OauthToken.revokeToken).
import type { PracticeOrg } from '../http/practiceOrg.ts';

/** Ends what the secret opened; false when the org never gave it out or it has ended before. */
export function revoke(secret: string, org: PracticeOrg): boolean {
  const { sessions, refreshTokens } = org.door;
  if (refreshTokens.delete(secret)) {
    sessions.endAllOf(secret);
    return true;
  }
  if (sessions.peek(secret) !== undefined) {
    sessions.end(secret);
    return true;
  }
  return dropTokenRow(secret, org);
}

/** OauthToken rows have no Id (documented as always null); the store keeps them by their DeleteToken. */
function dropTokenRow(secret: string, org: PracticeOrg): boolean {
  const tokens = org.state.tables.of('OauthToken');
  const [row] = tokens.where('DeleteToken', secret);
  if (row === undefined) return false;
  tokens.drop(secret);
  return true;
}
