/** emailSend: the entity that a message is about decides which templates fit. */
import { describe, expect, test } from 'vitest';
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { useGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
const { execute } = gateway;
const world = () => gateway.simulator.world;
const lastMail = () => world().mails.all().at(-1);

const send = `mutation ($input: EmailSendInput!) { emailSend(input: $input) { __typename
  ... on EmailSendPayload { sent }
  ... on RefusedError { command reason }
  ... on InvalidInputError { path }
  ... on UserError { message } } }`;

async function ending(input: Record<string, unknown>) {
  const { data, errors, calls } = await execute<{ emailSend: Record<string, unknown> }>(send, { input });
  expect(errors).toBeUndefined();
  return { ending: data.emailSend, sent: calls.map(({ action }) => action), form: calls.at(-1)?.params };
}

const firstOf = (thing: string): number => {
  const tables: Record<string, readonly { readonly id: number }[]> = {
    Client: world().clients.all(),
    Service: world().services.all(),
    Domain: world().domains.all(),
    Invoice: world().invoices.all(),
    Ticket: world().tickets.all(),
    Affiliate: [{ id: 1 }],
  };
  return tables[thing]?.[0]?.id ?? 0;
};

const matrix = [
  ['Client', 'GENERAL', 'Client Signup Email', 'GetClientsDetails'],
  ['Service', 'PRODUCT', 'Hosting Account Welcome Email', 'GetClientsProducts'],
  ['Domain', 'DOMAIN', 'Domain Registration Confirmation', 'GetClientsDomains'],
  ['Invoice', 'INVOICE', 'Invoice Created', 'GetInvoice'],
  ['Ticket', 'SUPPORT', 'Support Ticket Opened', 'GetTicket'],
] as const;
const pairs = matrix.flatMap(([thing]) => matrix.map(([, type, template]) => [thing, template, type] as const));
const typeOf = (thing: string) => matrix.find(([name]) => name === thing)?.[1];

describe('a template', () => {
  test.each(matrix)('about a %s is of type %s: %s', async (thing, type, template, door) => {
    const id = firstOf(thing);
    const told = await ending({ template, relatedId: globalId(thing, id) });
    expect(told.ending).toEqual({ __typename: 'EmailSendPayload', sent: true });
    expect(told.sent).toEqual([door, 'GetEmailTemplates', 'SendEmail']);
    expect(told.form).toEqual({ action: 'SendEmail', responsetype: 'json', messagename: template, id: String(id) });
    expect(lastMail()).toMatchObject({ template, relatedId: id });
    expect(type).toBe(typeOf(thing));
  });

  test.each(pairs.filter(([thing, , type]) => type !== typeOf(thing)))(
    'about a %s is not "%s", which is for %s',
    async (thing, template, type) => {
      const told = await ending({ template, relatedId: globalId(thing, firstOf(thing)) });
      expect(told.ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'template'] });
      expect(told.ending['message']).toContain(`is of type ${type}`);
      expect(told.sent).not.toContain('SendEmail');
    },
  );

  test('that does not exist is reported', async () => {
    const told = await ending({ template: 'Nothing of the Kind', relatedId: globalId('Client', 1) });
    expect(told.ending).toEqual({
      __typename: 'InvalidInputError',
      path: ['input', 'template'],
      message: 'there is no e-mail template "Nothing of the Kind"',
    });
    expect(told.sent).not.toContain('SendEmail');
  });

  test('that WHMCS sends by itself is refused before anything is sent', async () => {
    const told = await ending({ template: 'Order Confirmation', relatedId: globalId('Client', 1) });
    expect(told.ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'template'] });
    expect(told.sent).toEqual([]);
  });

  test('that is disabled is refused in the words of WHMCS', async () => {
    const told = await ending({ template: 'Retired Welcome Email', relatedId: globalId('Service', 1) });
    expect(told.ending).toMatchObject({
      __typename: 'RefusedError',
      command: 'SendEmail',
      reason: 'Email Template is disabled',
    });
  });

  test('of affiliates goes to the affiliate with that number', async () => {
    const told = await ending({ template: 'Affiliate Welcome', relatedId: globalId('Affiliate', 1) });
    expect(told.ending).toMatchObject({ sent: true });
    expect(told.sent).toEqual(['GetEmailTemplates', 'SendEmail']);
  });
});

describe('a custom message', () => {
  test.each([...matrix.map(([thing, type]) => ({ thing, type })), { thing: 'Affiliate', type: 'AFFILIATE' }])(
    'about a $thing are of type $type',
    async ({ thing, type }) => {
      const told = await ending({
        relatedId: globalId(thing, firstOf(thing)),
        customSubject: 'Wärme & "Kälte"',
        customMessage: '<p>Hallo {$wer}, {$wann}</p>',
        customVariables: [
          { name: 'wer', value: 'Žofie 🙂' },
          { name: 'wann', value: 'heute' },
        ],
      });
      expect(told.ending).toMatchObject({ sent: true });
      expect(told.form).toMatchObject({ customtype: type.toLowerCase(), customsubject: 'Wärme & "Kälte"' });
      expect(lastMail()).toMatchObject({ subject: 'Wärme & "Kälte"', message: '<p>Hallo Žofie 🙂, heute</p>' });
      expect(told.sent).not.toContain('GetEmailTemplates');
    },
  );

  const words = { customSubject: 'a', customMessage: 'b' };
  test.each([
    ['template with words', { template: 'Client Signup Email', ...words }, 'customSubject'],
    ['template with a type', { template: 'Client Signup Email', customType: 'GENERAL' }, 'customType'],
    ['neither', {}, 'template'],
    ['a type alone', { customType: 'GENERAL' }, 'template'],
    ['no subject', { customMessage: 'b' }, 'customSubject'],
    ['an empty message', { ...words, customMessage: ' ' }, 'customMessage'],
    ['another type', { ...words, customType: 'INVOICE' }, 'customType'],
    ['an empty template', { template: '' }, 'template'],
  ])('refuses %s, and sends nothing', async (_, input, field) => {
    const told = await ending({ relatedId: globalId('Client', 1), ...input });
    expect(told.ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', field] });
    expect(told.sent).toEqual([]);
  });

  test('needs a name for each variable', async () => {
    const told = await ending({
      relatedId: globalId('Client', 1),
      ...words,
      customVariables: [{ name: '', value: 'x' }],
    });
    expect(told.ending).toMatchObject({ path: ['input', 'customVariables', '0', 'name'] });
  });

  test('accepts the type if it is the right one', async () => {
    const told = await ending({ relatedId: globalId('Invoice', firstOf('Invoice')), ...words, customType: 'INVOICE' });
    expect(told.ending).toMatchObject({ sent: true });
  });
});

describe('the related entity', () => {
  test.each([
    ['a bare number', '1'],
    ['an order', globalId('Order', 1)],
    ['nonsense', 'no id'],
  ])('is never %s', async (_, relatedId) => {
    const told = await ending({ template: 'Client Signup Email', relatedId });
    expect(told.ending).toMatchObject({ __typename: 'InvalidInputError', path: ['input', 'relatedId'] });
    expect(told.sent).toEqual([]);
  });

  test.each(matrix)('is not found if a %s is missing, and nothing is sent', async (thing, _, template, door) => {
    const told = await ending({ template, relatedId: globalId(thing, 99_999, 1) });
    expect(told.ending).toEqual({
      __typename: 'NotFoundError',
      message: `There is no such ${thing.toLowerCase()}.`,
    });
    expect(told.sent).toEqual([door]);
  });

  test.each(['partner', 'client'])('is denied to a %s', async (as) => {
    const input = { template: 'Client Signup Email', relatedId: globalId('Client', 1) };
    expectUnknown(await execute(send, { input }, { as }), 'emailSend');
  });

  test('is mailed once under one key', async () => {
    const input = { template: 'Client Signup Email', relatedId: globalId('Client', 2), idempotencyKey: 'mail-1' };
    const first = await ending(input);
    const again = await ending(input);
    expect(again.ending).toEqual(first.ending);
    expect(again.sent).toEqual([]);
    expect((await ending({ ...input, relatedId: globalId('Client', 3) })).ending).toMatchObject({
      __typename: 'InvalidInputError',
      path: ['input', 'idempotencyKey'],
    });
  });
});
