// The org's one OAuth client: a consumer key and secret, and the certificate that JWT logins are checked against.
// Unless a test brings its own public key, the org makes a key pair and shows the private half to whoever started it.
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { Secrets } from './secrets.ts';

export interface ConnectedApp {
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM (PKCS 8) of the private key that JWT logins are signed with; absent when the certificate was given. */
  readonly privateKey: string | undefined;
  readonly publicKey: KeyObject;
  /** Client ids accepted besides its own: `PlatformCLI`, the sf CLI's own connected app. */
  knows(clientId: string | null): boolean;
}

/** The app; `certificate` is a PEM certificate or public key for JWT logins. Keys are made on first use: it takes 0.1 s. */
export function createConnectedApp(secrets: Secrets, certificate?: string): ConnectedApp {
  let pair: { privateKey: string | undefined; publicKey: KeyObject } | undefined;
  const keys = (): { privateKey: string | undefined; publicKey: KeyObject } => {
    pair ??=
      certificate === undefined
        ? generated()
        : { privateKey: undefined, publicKey: createPublicKey(certificate) };
    return pair;
  };
  const clientId = secrets.consumerKey();
  return {
    clientId,
    clientSecret: secrets.consumerSecret(),
    get privateKey() {
      return keys().privateKey;
    },
    get publicKey() {
      return keys().publicKey;
    },
    knows: (id) => id === clientId || id === 'PlatformCLI',
  };
}

function generated(): { privateKey: string; publicKey: KeyObject } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: pair.publicKey,
  };
}
