/** Mutations that log a user in. */
import { CreateSsoToken, ValidateLogin } from '../../../whmcs/commands/logins.ts';
import type { Viewer } from '../../../access/viewer.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { filledText, idOf, optional, optionalRef, staffOnly, text } from '../../write/input-fields.ts';
import { Client } from '../clients/client.ts';
import { Domain } from '../domains/domain.ts';
import { Service } from '../services/service.ts';

mutation('userLogin', {
  description:
    'Checks the e-mail address and the password of a user. WHMCS records the login, and begins a session without a second factor: check twoFactorEnabled. WHMCS: ValidateLogin.',
  command: ValidateLogin,
  offered: 'NOBODY',
  input: {
    email: filledText("The user's e-mail address.", { example: 'nobody@mail.example' }),
    password: text('The password.', { example: 'correct horse' }),
  },
  params: ({ email, password }) => ({ email, password2: password }),
  returns: [],
  reveals: (f) => ({
    userId: f.id('userid', "WHMCS's id of the user."),
    sessionHash: f.text('passwordhash', 'What WHMCS keeps in the session; null if a second factor is required.'),
    twoFactorEnabled: f.flag('twoFactorEnabled', 'Whether the user has a second factor, which WHMCS has not checked.'),
  }),
});

/** The destination with which WHMCS takes a path. */
const CUSTOM = 'sso:custom_redirect';

interface Asked {
  readonly clientId: number | undefined;
  readonly userId: number | undefined;
  readonly destination: string | undefined;
  readonly redirectPath: string | undefined;
}

function check({ clientId, userId, destination, redirectPath }: Asked, viewer: Viewer): void {
  if (clientId === undefined && viewer.role !== 'STAFF')
    throw new InvalidInputError('clientId is required', ['clientId']);
  if (clientId === undefined && userId === undefined)
    throw new InvalidInputError('name whom the link logs in: clientId, userId or both', ['clientId']);
  if (destination === CUSTOM && redirectPath === undefined)
    throw new InvalidInputError(`destination ${CUSTOM} needs a redirectPath`, ['destination']);
  if (destination !== undefined && destination !== CUSTOM && redirectPath !== undefined)
    throw new InvalidInputError(`redirectPath replaces destination: leave one of them out`, ['redirectPath']);
}

/** A partner sees the things of several clients, and WHMCS does not compare them. */
function checkOwner(
  client: number | undefined,
  thing: { readonly ownerId: number | null } | undefined,
  field: string,
): void {
  if (client !== undefined && thing && thing.ownerId !== client)
    throw new InvalidInputError(`${field} is not of this client`, [field]);
}

mutation('ssoLinkCreate', {
  description:
    'Makes a link that logs a user in at the client area, once and within a minute. Send the browser there at once. WHMCS: CreateSsoToken.',
  command: CreateSsoToken,
  offered: 'ALLOWED',
  input: {
    client: optionalRef(Client, 'The client, whose owner is logged in. Only staff may leave it out, for a userId.'),
    userId: staffOnly(optional(idOf('User', 'The user that is logged in instead of the owner. Staff only.'))),
    destination: optional(
      filledText('The page, such as clientarea:services or clientarea:product_details; without it, the home page.', {
        example: 'clientarea:services',
      }),
    ),
    service: optionalRef(Service, 'The service that the page is about.'),
    domain: optionalRef(Domain, 'The domain that the page is about.'),
    redirectPath: staffOnly(optional(filledText('The path of a page that has no destination. Staff only.'))),
  },
  example: { clientId: '1' },
  repeated: 'makes no second link',
  prepare(input, { viewer }) {
    check(input, viewer);
    return {};
  },
  check({ client, service, domain }) {
    checkOwner(client?.whmcsId, service, 'serviceId');
    checkOwner(client?.whmcsId, domain, 'domainId');
  },
  params: ({ client, userId, destination, service, domain, redirectPath }) => ({
    client_id: client?.whmcsId,
    user_id: userId,
    destination: redirectPath === undefined ? destination : CUSTOM,
    service_id: service?.whmcsId,
    domain_id: domain?.whmcsId,
    sso_redirect_path: redirectPath,
  }),
  returns: [],
  reveals: (f) => ({
    url: f.text('redirect_url', 'The link.'),
    accessToken: f.text('access_token', 'The token in the link.'),
  }),
});
