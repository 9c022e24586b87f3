/** The refusals that show that nothing was done. */
import { describe, expect, it, test } from 'vitest';
import { commands } from '../../../src/whmcs/commands/index.ts';
import { isFinal, reportsBreakdown } from '../../../src/whmcs/reconcile/refused-writes.ts';
import { catalogue, describeShared } from '../../support/shared.ts';

const writes = Object.values(commands).flatMap((each) => (each.kind === 'write' ? [[each.name, each] as const] : []));

/** Messages of code that runs after the act, or breaks off in it. */
const tails = [
  'Call to a member function setUri() on null',
  'Call to undefined method WHMCS\\Mail\\Template::send()',
  'Undefined index: domain',
  'Undefined array key "email"',
  'Class "WHMCS\\Module\\Addon\\Setting" not found',
  "SQLSTATE[42S02]: Base table or view not found: 1146 Table 'whmcs.mod_x' doesn't exist",
  'SQLSTATE[23000]: Integrity constraint violation: 1062 entry exists already',
  'Argument 1 passed to hook() must be of the type array, null given',
  'Trying to get property of non-object in /srv/whmcs/includes/hooks/a.php on line 3',
  'Uncaught Error: something',
];

const mailTails = [
  'SMTP Error: Could not authenticate.',
  'Could not instantiate mail function.',
  'SMTP connect() failed. https://github.com/PHPMailer/PHPMailer/wiki/Troubleshooting',
];

describe.each(writes)('%s', (_, command) => {
  it.each(tails)('may have run before it reports: %s', (reason) => {
    expect(isFinal(command, reason)).toBe(false);
    expect(reportsBreakdown(reason)).toBe(true);
  });

  it.each(mailTails)('has done nothing when it reports %s, only if it sends a mail and nothing else', (reason) => {
    expect(isFinal(command, reason)).toBe(['SendAdminEmail', 'SendEmail', 'ResetPassword'].includes(command.name));
    expect(reportsBreakdown(reason)).toBe(false);
  });

  it('may have run before an empty refusal', () => {
    expect(isFinal(command, 'no reason given')).toBe(false);
  });
});

test.each([
  ['AddOrder', 'client id not found'],
  ['AddOrder', 'Client Not Found.'],
  ['AddOrder', 'Invalid Payment Method. Valid options include paypal,\nstripe'],
  ['AddOrder', 'Service ID 12 can not be renewed at this time.'],
  ['AddClient', 'You did not provide required custom field value for VAT number'],
  ['UpdateInvoice', 'This is an Unpaid Invoice. You cannot modify it once it has been issued.'],
  ['UpdateInvoice', 'Invalid status Sent'],
  ['ModuleSuspend', 'Service not assigned to a module'],
  ['ModuleSuspend', 'Account does not exist'],
  ['ModuleCreate', 'Server response message: the account exists already'],
] as const)('%s is refused by: %s', (name, reason) => expect(isFinal(commands[name], reason)).toBe(true));

test.each([
  // Half of an account may exist.
  ['ModuleCreate', 'Address pool not found'],
  ['AddClient', 'Email Template not found'],
  ['AddOrder', 'Order made, but: Client ID Not Found'],
  ['AddInvoicePayment', 'Invoice ID Not Found in addon'],
] as const)('%s may have run before it says: %s', (name, reason) =>
  expect(isFinal(commands[name], reason)).toBe(false),
);

const mayComeLate =
  /^(?:(?:Failed to (?:de)?activate|Module Configuration Update Failed|An unexpected error occurred): |Subscription Cancellation Failed|Client Delete Failed: |Error (?:Creat|Updat|Delet)ing Remote )/;

describeShared('the documentation of errors', () => {
  const documented = catalogue();
  test('names refusals of most writes', () => {
    const named = writes.filter(([name]) => (documented.get(name)?.errors ?? []).length > 0);
    expect(named.length).toBeGreaterThan(writes.length / 2);
  });

  test.each(writes)('%s recognises each of its own refusals', (name, command) => {
    // Words of other systems or of a program that broke off may come after the act.
    const own = (documented.get(name)?.errors ?? []).filter(
      (error) => !error.endsWith('response message') && !mayComeLate.test(error) && error !== 'Registrar Error Message',
    );
    expect(own.filter((error) => !isFinal(command, error.replace('$status', 'Sent')))).toEqual([]);
  });
});
