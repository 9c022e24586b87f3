/** Limits of the size and the shape of a request, checked before parsing, coercion or execution. */
import { describe, expect, it } from 'vitest';
import { shapeFault } from '../../../src/gateway/http/body-shape.ts';
import { useGateway } from '../../support/gateway.ts';

const gateway = useGateway();
const MEBIBYTE = 1024 * 1024;

interface Told {
  readonly status: number;
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly extensions: object }[];
}

async function post(body: string, as = 'staff'): Promise<Told> {
  const response = await gateway.fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${as}` },
    body,
  });
  return { status: response.status, ...((await response.json()) as object) };
}

const search = 'query ($search: String) { clients(search: $search, first: 1) { totalCount } }';
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const refused = (status: number, message: RegExp) => ({
  status,
  errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_USER_INPUT' } }],
});

describe('the shape of a body', () => {
  it.each([
    ['nests too deep in variables', `{"query":"{ __typename }","variables":{"a":${nested(20_000)}}}`, /more than 50/],
    ['nests too deep beside them', `{"query":"{ __typename }","extensions":${nested(51)}}`, /more than 50/],
    ['is brackets alone', '['.repeat(2 * MEBIBYTE), /more than 50/],
    ['has too many items', `{"query":"{ __typename }","variables":{"a":[${'1,'.repeat(60_000)}1]}}`, /more than 50000/],
    ['has too many escaped quotation marks', `{"query":"${'\\"'.repeat(60_000)}"}`, /more than 50000/],
    ['is blanks', `${' '.repeat(MEBIBYTE)}{}`, /outside of texts/],
    ['is one long number', '1'.repeat(MEBIBYTE), /outside of texts/],
  ])('is refused before parsing when it %s', async (_, body, message) => {
    expect(await post(body)).toMatchObject(refused(400, message));
  });

  it.each(['"\\\\"', '"\\""', '{"a":"[[[","b":"\\\\\\""}', '', '"', '"\\', '[1,2', ']]]]'])('accepts %s', (body) => {
    expect(shapeFault(body)).toBeNull();
  });

  it('is checked only outside of strings', () => {
    expect(shapeFault(`{"data":"${'[{,:'.repeat(MEBIBYTE)}"}`)).toBeNull();
    expect(shapeFault(`{"data":"${'\\\\'.repeat(100_000)}","next":${nested(51)}}`)).toMatch(/nests/);
  });

  it('limits the fields of an object in variables, because errors would repeat all of them', async () => {
    const fields = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`field${index}`, index]));
    const send = (given: unknown) => post(JSON.stringify({ query: search, variables: { search: given } }));
    expect(await send(fields)).toMatchObject(refused(200, /more than 50 fields/));
    expect(await send([[{ fields }]])).toMatchObject(refused(200, /more than 50 fields/));
    expect(await send({ ['x'.repeat(101)]: 1 })).toMatchObject(refused(200, /longer than 100 characters/));
  });

  it('limits the variables of a GET too', async () => {
    const query = new URLSearchParams({ query: search, variables: `{"search":${nested(1_000)}}` });
    const response = await gateway.fetch(`/graphql?${query.toString()}`, {
      headers: { authorization: 'Bearer staff' },
    });
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

describe('the size of a body', () => {
  const large = 'x'.repeat(MEBIBYTE);

  it('is limited to 1 MiB for an operation without files', async () => {
    expect(await post(JSON.stringify({ query: search, variables: { search: large } }))).toMatchObject(
      refused(413, /1048576 bytes, which only operations with attachments/),
    );
  });

  it('may exceed 1 MiB for an operation with a file', async () => {
    const query = 'mutation ($input: TicketReplyAddInput!) { ticketReplyAdd(input: $input) { __typename } }';
    const input = {
      ticketId: '1',
      clientId: '1',
      message: 'See the file.',
      attachments: [{ name: 'a.txt', data: Buffer.alloc(2 * MEBIBYTE).toString('base64') }],
    };
    expect(await post(JSON.stringify({ query, variables: { input } }))).toMatchObject({
      status: 200,
      data: { ticketReplyAdd: { __typename: expect.stringMatching(/Payload$/) } },
    });
  });
});

describe('validation errors', () => {
  const ids = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';

  it('about variables stop after ten', async () => {
    const { errors } = await post(
      JSON.stringify({ query: ids, variables: { ids: Array.from({ length: 5_000 }, () => true) } }),
    );
    expect(errors).toHaveLength(11);
    expect(errors?.at(-1)?.message).toMatch(/error limit reached/);
  });

  it('about variables are short and give the path, for any value', async () => {
    const input = { id: '1', companyName: 'n'.repeat(60_000), firstName: ['x'.repeat(60_000)], phonNumber: '1' };
    const query = 'mutation ($input: ClientUpdateInput!) { clientUpdate(input: $input) { __typename } }';
    const told = (as: string) => post(JSON.stringify({ query, variables: { input } }), as);
    const messages = (await told('staff')).errors?.map(({ message }) => message);
    expect(messages).toEqual([
      'Variable "$input" got invalid value … at "input.firstName"; String cannot represent a non string value: …',
      'Variable "$input" got invalid value …; Field "phonNumber" is not defined by type "ClientUpdateInput". Did you mean "phoneNumber"?',
    ]);
    const discreet = (await told('client')).errors?.map(({ message }) => message);
    expect(discreet?.[1]).toBe(
      'Variable "$input" got invalid value …; Field "phonNumber" is not defined by type "ClientUpdateInput".',
    );
  });

  it('about custom scalars are short', async () => {
    const query = 'mutation ($input: InvoicePaymentAddInput!) { invoicePaymentAdd(input: $input) { __typename } }';
    const input = { invoiceId: '1', gateway: 'paypal', transactionId: 't', amount: '1'.repeat(100_000) };
    const { errors } = await post(JSON.stringify({ query, variables: { input } }));
    expect(errors?.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Variable "\$input" got invalid value … at "input\.amount"; .*got "1{40}"…$/),
    ]);
  });

  it('about a document are short', async () => {
    const { errors } = await post(JSON.stringify({ query: `{ ${'x'.repeat(50_000)} }` }));
    expect(errors?.map(({ message }) => message)).toEqual(['Cannot query field …']);
  });
});
