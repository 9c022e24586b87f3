import { describe, expect, it, test } from 'vitest';
import { MissingError, WhmcsRefusal, UnauthorizedError, type Obstacle } from '../../../src/whmcs/errors.ts';
import { refusal } from '../../../src/whmcs/transport/refusal.ts';
import { isObject } from '../commands/answers.ts';
import { describeShared, recordings } from '../../support/shared.ts';

interface Barred {
  readonly status: number;
  readonly message: string;
  readonly obstacle: Obstacle;
  readonly says: RegExp;
  readonly ip?: string;
}

const barred: readonly Barred[] = [
  {
    status: 403,
    message: 'Invalid or missing credentials',
    obstacle: 'credential',
    says: /WHMCS_IDENTIFIER and WHMCS_SECRET/,
  },
  {
    status: 403,
    message: 'Authentication Failed',
    obstacle: 'credential',
    says: /Authentication Failed.*WHMCS_SECRET/,
  },
  {
    status: 403,
    message: 'Invalid IP 203.0.113.9',
    obstacle: 'ip',
    ip: '203.0.113.9',
    says: /203\.0\.113\.9.*API security/,
  },
  { status: 400, message: 'Invalid IP 203.0.113.9', obstacle: 'ip', ip: '203.0.113.9', says: /WHMCS_ACCESS_KEY/ },
  { status: 403, message: 'Invalid IP ::1', obstacle: 'ip', ip: '::1', says: /let ::1 use/ },
  {
    status: 403,
    message: 'Invalid IP 2001:db8:2023:685c:111f:4195:bb4a:3575',
    obstacle: 'ip',
    ip: '2001:db8:2023:685c:111f:4195:bb4a:3575',
    says: /2001:db8:2023:685c:111f:4195:bb4a:3575/,
  },
  { status: 403, message: 'Invalid IP', obstacle: 'ip', says: /let this address use/ },
  {
    status: 403,
    message: 'Invalid Permissions: API action "getinvoices" is not allowed',
    obstacle: 'role',
    says: /does not allow GetInvoices: tick/,
  },
  {
    status: 200,
    message: 'Invalid API Action: "getinvoices" is not a valid API action',
    obstacle: 'role',
    says: /does not know the action GetInvoices/,
  },
  { status: 403, message: 'Command Not Found', obstacle: 'role', says: /version may be too old/ },
  { status: 200, message: 'API Function Not Found', obstacle: 'role', says: /GetInvoices/ },
  { status: 403, message: 'Administrator Account Disabled', obstacle: 'admin', says: /disabled or too weak/ },
  { status: 403, message: 'Access Denied', obstacle: 'admin', says: /Access Denied.*check that account/ },
  { status: 200, message: 'An admin user is required', obstacle: 'admin', says: /WHMCS_URL must be the base address/ },
  { status: 403, message: 'Zugriff verweigert', obstacle: 'credential', says: /HTTP 403: Zugriff verweigert/ },
  { status: 401, message: 'no reason given', obstacle: 'credential', says: /HTTP 401/ },
  ...[
    ['Invalid IP: ::1', '::1'],
    ['Invalid IP (203.0.113.9)', '203.0.113.9'],
    ['Invalid IP Address 203.0.113.9', '203.0.113.9'],
    ['Invalid IP ::ffff:203.0.113.9', '::ffff:203.0.113.9'],
    ['IP Address not allowed'],
    ['IP 203.0.113.9 is not allowed', '203.0.113.9'],
    ['Your IP address (203.0.113.9) is not authorized', '203.0.113.9'],
    ['IP not whitelisted: 203.0.113.9', '203.0.113.9'],
    ['Access denied from your IP'],
    ['Access denied for IP 203.0.113.9', '203.0.113.9'],
    ['Unauthorized IP address'],
    ['The API may not be used: the IP 203.0.113.9 is blocked by the firewall', '203.0.113.9'],
  ].map(([message = '', ip]) => ({
    status: 200,
    message,
    obstacle: 'ip' as const,
    ...(ip === undefined ? {} : { ip }),
    says: /API security/,
  })),
  ...[
    'Invalid Username or Password',
    'Invalid Credentials',
    'Invalid API Credentials.',
    'Missing credentials',
    'Authentication Error',
    'Login failed',
    'Unauthorized',
    'Not authenticated',
    'Your API key has expired',
    'This token was revoked',
    'Access to the API was denied by a policy',
    'Die Zugangsdaten sind falsch',
    'Accès refusé',
    'Acceso denegado',
    'Permiso denegado',
    'Permissão negada',
    'Credenciais inválidas',
    'Доступ запрещён',
  ].map((message) => ({
    status: 200,
    message,
    obstacle: 'credential' as const,
    says: /WHMCS_IDENTIFIER and WHMCS_SECRET/,
  })),
  { status: 200, message: 'The admin account is locked', obstacle: 'admin', says: /disabled or too weak/ },
  { status: 200, message: 'This action is not allowed for you', obstacle: 'role', says: /tick that action/ },
];

describe('WHMCS refuses access', () => {
  it.each(barred)('$status "$message": $obstacle', ({ status, message, obstacle, says, ip }) => {
    for (const spelling of [message, message.toUpperCase(), ` ${message} `]) {
      const error = refusal({ name: 'GetInvoices', kind: 'read' }, spelling, status);
      expect(error).toBeInstanceOf(UnauthorizedError);
      expect(error).toMatchObject({ command: 'GetInvoices', obstacle });
      expect(error).toHaveProperty('message', expect.stringMatching(new RegExp(says.source, 'i')));
      expect(error).toHaveProperty(
        'ip',
        ip === undefined ? undefined : expect.stringMatching(new RegExp(`^${ip}$`, 'i')),
      );
    }
  });

  it('gives four causes four kinds of advice', () => {
    const advices = new Map(
      barred.map(({ obstacle, message, status }) => [
        refusal({ name: 'GetInvoices', kind: 'read' }, message, status).message,
        obstacle,
      ]),
    );
    expect(new Set(advices.values())).toEqual(new Set(['credential', 'ip', 'role', 'admin']));
    for (const { obstacle, message, status } of barred) {
      expect(advices.get(refusal({ name: 'GetInvoices', kind: 'read' }, message, status).message)).toBe(obstacle);
    }
  });
});

describe('the words of a server module about its own server', () => {
  it.each([
    'Server response message: Authentication failed for user root@node-3',
    'Access denied: the account acme exists already',
    'cPanel says: Access Denied',
    'The panel refused: Invalid IP 203.0.113.9 in pool',
    'Invalid IP address entered',
    'Service not found on node-3',
    'Domain not found at the registrar',
    'User not found\nhost: node-3',
  ])('is a refusal of the command, not of us: %s', (message) => {
    const error = refusal({ name: 'ModuleCreate', kind: 'write' }, message, 200);
    expect(error).toMatchObject({ name: 'RefusedError', reason: message });
  });
});

it('a database that refuses WHMCS is not about our access', () => {
  const message = "SQLSTATE[HY000] [1045] Access denied for user 'whmcs'@'localhost' (using password: YES)";
  expect(refusal({ name: 'GetInvoices', kind: 'read' }, message, 200)).toMatchObject({ name: 'RefusedError' });
});

describe('a write with HTTP 200', () => {
  const opened = { name: 'AddClient', kind: 'write' } as const;
  const told = (message: string, isTrusted: boolean, status = 200) =>
    refusal(opened, message, status, undefined, undefined, isTrusted).name;

  it.each(['Invalid Username or Password', 'Invalid Credentials', 'Authentication failed', 'IP address not allowed'])(
    'is refused for its own sake if its credential was accepted a moment ago, and else for access: %s',
    (message) => {
      expect([told(message, true), told(message, false)]).toEqual(['RefusedError', 'UnauthorizedError']);
      // This is WHMCS's own status for it.
      expect(told(message, true, 403)).toBe('UnauthorizedError');
    },
  );

  it.each([
    'You provided an invalid username for the new client account',
    'The password is too weak',
    'A user already exists with that email address',
    'cPanel: access key invalid',
  ])('is refused for what it was given: %s', (message) => {
    expect(told(message, false)).toBe('RefusedError');
  });
});

const missing = [
  'Client ID not found',
  'Client ID not Found',
  'Client ID Not Found',
  'Client Not Found',
  'Service ID not found',
  'Service ID Not Found',
  'Invoice ID Not Found',
  'Ticket ID not found',
  'Ticket ID Not Found',
  'Ticket Not Found',
  'Domain Not Found',
  'Domain ID Not Found',
  'Order ID not found',
  'Order ID Not Found',
  'Department ID not found',
  'Department ID Not Found',
  'Currency ID Not Found',
  'Contact ID Not Found',
  'Quote ID Not Found',
  'User Not Found',
  'Addon ID Not Found',
  'Related ID Not Found',
  'Reply ID Not Found',
  'Note ID Not Found',
  'Email Template not found',
  'Announcement ID Not Found',
  'Project ID Not Found',
  'Task ID Not Found',
  'Timer ID Not Found',
  'Invalid Client ID',
  'Invoice ID Not Found.',
];

/** Already done and never existed look the same, so neither can be claimed. */
const combined = ['Order ID not found or Status not Pending', 'Invoice Not Found or Not Unpaid'];

describe('not found', () => {
  test.each(missing)('%s', (message) => {
    const error = refusal({ name: 'GetInvoice', kind: 'read' }, message, 200);
    expect(error).toBeInstanceOf(MissingError);
    expect(error).toMatchObject({ reason: message });
  });

  it.each([
    ...combined,
    'Module Not Found',
    'Admin ID Not Found',
    'Invalid Client',
    'Client',
    'Client ID Not Set',
    'The order was not found to be fraudulent',
    'Payment Attempt Failed',
    'no reason given',
  ])('is not claimed of "%s"', (message) => {
    const error = refusal({ name: 'AcceptOrder', kind: 'write' }, message, 200);
    expect(error).toBeInstanceOf(WhmcsRefusal);
    expect(error).not.toBeInstanceOf(MissingError);
    expect(error).toMatchObject({ reason: message, message: `WHMCS refused AcceptOrder: ${message}` });
  });
});

describeShared('recorded refusals', () => {
  const named = (start: string) => recordings().filter(({ name }) => name.startsWith(start));
  const wordOf = (answer: unknown) => (isObject(answer) ? String(answer['message']) : expect.fail('no object'));

  const [audit] = named('Errors-by-command');
  const rows = Array.isArray(audit?.answer) ? audit.answer.map((row: unknown) => (isObject(row) ? row : {})) : [];

  it('exist', () => {
    expect(rows.length).toBeGreaterThan(35);
    expect(named('Error-').length).toBeGreaterThan(3);
  });

  test.each(rows.map((row) => [String(row['command']), String(row['message'])]))('%s: %s', (command, message) => {
    const { name } = refusal({ name: command, kind: 'write' }, message, 200);
    if (combined.includes(message)) expect(name).toBe('RefusedError');
    else if (/not found$/i.test(message)) expect(name).toBe('MissingError');
    else if (message.startsWith('Invalid Permissions') || message.startsWith('Invalid API Action'))
      expect(name).toBe('UnauthorizedError');
    else expect(name).toBe('RefusedError');
  });

  test.each([
    ['Error-InvalidAction', 'role'],
    ['Error-InvalidIPv6', 'ip'],
    ['Error-MissingCredentials', 'credential'],
    ['Error-Permission', 'role'],
  ])('%s: %s', (start, obstacle) => {
    const [recording] = named(start);
    expect(refusal({ name: 'X', kind: 'read' }, wordOf(recording?.answer), 403)).toMatchObject({
      name: 'UnauthorizedError',
      obstacle,
    });
  });
});
