import { createServer } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly private: CryptoKey;
  readonly public: JWK;
}

export async function signingKey(kid: string, alg = 'ES256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg);
  return { kid, alg, private: privateKey, public: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** The issuer and audience of test tokens. */
export const issuer = 'https://id.example.com';
export const audience = 'whmcs-graph';

/** A token signed by the provider, valid for an hour, with these claims. An undefined claim is left out. */
export const tokenOf = (key: SigningKey, claims: Readonly<Record<string, unknown>>): Promise<string> => {
  const now = Math.floor(Date.now() / 1000);
  const payload: Record<string, unknown> = {
    iss: issuer,
    aud: audience,
    sub: 'jane',
    iat: now,
    exp: now + 3600,
    ...claims,
  };
  return new SignJWT(payload).setProtectedHeader({ alg: key.alg, kid: key.kid }).sign(key.private);
};

export interface IdentityProvider {
  readonly jwksUrl: string;
  /** The keys that it publishes. */
  keys: readonly SigningKey[];
  /** How it fails, if it does. */
  status: number;
  /** The number of requests for its keys. */
  readonly asked: number;
  close(): Promise<void>;
}

/** Publishes keys on a port of this machine. */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(provider.status, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify({ keys: provider.keys.map((key) => key.public) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const provider = {
    jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
    keys: [] as readonly SigningKey[],
    status: 200,
    get asked() {
      return asked;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return provider;
}
