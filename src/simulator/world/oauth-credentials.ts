import { Table } from './table.ts';

/** The credential of an application that logs users in. */
export interface OAuthCredential {
  readonly id: number;
  readonly clientIdentifier: string;
  readonly createdAt: string;
  updatedAt: string;
  name: string;
  description: string;
  grantTypes: string;
  scope: string;
  clientSecret: string;
  serviceId: number;
  logoUri: string;
  redirectUri: string[];
}

export const identifierOf = (id: number): string => `HOSTING-EXAMPLE.${Buffer.from(`app-${id}`).toString('base64')}`;

/** One for a service, and one that users confirm. */
export function seededOAuthCredentials(): Table<OAuthCredential> {
  const table = new Table<OAuthCredential>();
  const made = { description: '', createdAt: '3rd March 2025 9:05:24am', updatedAt: '21st June 2025 12:30:00pm' };
  table.add({
    ...made,
    id: table.nextId(),
    name: '',
    grantTypes: 'single_sign_on',
    scope: 'clientarea:sso clientarea:invoices',
    clientIdentifier: identifierOf(1),
    clientSecret: 'SECRET-oauth-1',
    serviceId: 1,
    logoUri: '',
    redirectUri: [],
  });
  table.add({
    ...made,
    id: table.nextId(),
    name: 'Portal & Co.',
    grantTypes: 'authorization_code',
    scope: 'openid profile email',
    clientIdentifier: identifierOf(2),
    clientSecret: 'SECRET-oauth-2',
    serviceId: 0,
    logoUri: 'https://portal.example/logo.svg',
    redirectUri: ['https://portal.example/callback'],
  });
  return table;
}
