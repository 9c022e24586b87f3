import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/gateway/observe/log.ts';
import { useGateway, type Executed } from '../../support/gateway.ts';
import { stubSchema } from '../stub-schema.ts';

const lines: string[] = [];
const stream = new Writable({
  write(written: Buffer, _, done) {
    lines.push(...written.toString().trimEnd().split('\n'));
    done();
  },
});
const log = createLog({ level: 'info', secrets: ['the-secret-of-whmcs'] }, stream);
const gateway = useGateway({ gateway: { schema: stubSchema, log } });

const logged = (requestId: string): Record<string, unknown>[] =>
  lines.map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line['requestId'] === requestId);

describe('an unexpected error', () => {
  it('shows only the id that finds its details in the log', async () => {
    const { status, data, errors, headers } = await gateway.execute('{ me broken }');
    const requestId = headers.get('x-request-id') ?? '';
    expect([status, data]).toEqual([200, { me: 'staff', broken: null }]);
    expect(errors).toMatchObject([
      { message: 'Unexpected error.', path: ['broken'], extensions: { code: 'INTERNAL', requestId } },
    ]);
    const [line] = logged(requestId);
    expect(line).toMatchObject({
      level: 'error',
      msg: 'unexpected error',
      err: { name: 'TypeError', message: 'cannot read [secret] of undefined' },
    });
    expect(line).toHaveProperty('err.stack', expect.stringContaining('stub-schema'));
  });

  it.each(['{ notANumber }', '{ foreign }'])('is masked: %s', async (query) => {
    const { errors } = await gateway.execute(query);
    expect(errors).toMatchObject([{ message: 'Unexpected error.', extensions: { code: 'INTERNAL' } }]);
  });

  it('is masked when it nulls the whole response', async () => {
    const { data, errors } = await gateway.execute('{ never }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ message: 'Unexpected error.', path: ['never'], extensions: { code: 'INTERNAL' } }]);
  });
});

describe('an expected error', () => {
  it('keeps its message and code', async () => {
    const { errors } = await gateway.execute('{ coded }');
    expect(errors).toMatchObject([{ message: 'not for you', path: ['coded'], extensions: { code: 'FORBIDDEN' } }]);
  });

  it('of WHMCS shows its details to staff only', async () => {
    const told = await Promise.all(['staff', 'client'].map((as) => gateway.execute('{ unreachable }', {}, { as })));
    expect(told.map(({ errors }) => errors?.[0])).toMatchObject([
      {
        message: 'WHMCS is unreachable: nothing listens at 10.0.0.1',
        path: ['unreachable'],
        extensions: { code: 'WHMCS_UNREACHABLE' },
      },
      {
        message: 'The billing system cannot be reached at the moment.',
        path: ['unreachable'],
        extensions: { code: 'WHMCS_UNREACHABLE' },
      },
    ]);
  });
});

describe('a caller error', () => {
  it.each([
    ['GRAPHQL_PARSE_FAILED', 'a document that cannot be parsed', '{ me', {}],
    ['GRAPHQL_PARSE_FAILED', 'an empty document', '', {}],
    ['GRAPHQL_VALIDATION_FAILED', 'a field that does not exist', '{ you }', {}],
    ['GRAPHQL_VALIDATION_FAILED', 'an argument that does not exist', '{ me(of: 1) }', {}],
    ['GRAPHQL_VALIDATION_FAILED', 'an argument that is missing', '{ double }', {}],
    ['GRAPHQL_VALIDATION_FAILED', 'a variable that is not declared', '{ double(of: $of) }', {}],
    ['BAD_USER_INPUT', 'a variable of the wrong type', 'query ($of: Int!) { double(of: $of) }', { of: 'four' }],
    ['BAD_USER_INPUT', 'a variable that is missing', 'query ($of: Int!) { double(of: $of) }', {}],
    ['BAD_USER_INPUT', 'too many tokens', `{ ${'me '.repeat(5_000)} }`, {}],
  ])('%s: %s, each time', async (code, _, query, variables) => {
    const accept = 'application/graphql-response+json';
    for (let time = 0; time < 2; time++) {
      const { status, errors, data } = await gateway.execute(query, variables, { headers: { accept } });
      expect([status, data]).toEqual([400, undefined]);
      expect(errors?.map(({ extensions }) => extensions)).toEqual([{ code }]);
    }
  });

  it('is reported for a null that overrides a default', async () => {
    const { errors } = await gateway.execute('query ($of: Int = 3) { double(of: $of) }', { of: null });
    expect(errors).toMatchObject([{ path: ['double'], extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('has the same code by GET', async () => {
    const codes = ['{me', '{you}', '{me}'].map(async (query) => {
      const url = `/graphql?query=${encodeURIComponent(query)}`;
      const response = await gateway.fetch(url, { headers: { authorization: 'Bearer staff' } });
      const { errors } = (await response.json()) as Executed<unknown>;
      return errors?.[0]?.extensions.code;
    });
    expect(await Promise.all(codes)).toEqual(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', undefined]);
  });

  it('is reported when several operations come without a name', async () => {
    const { errors } = await gateway.execute('query A { me } query B { me }');
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  it('is reported for variables of a GET that are not JSON', async () => {
    const response = await gateway.fetch('/graphql?query={me}&variables={of', {
      headers: { authorization: 'Bearer staff', 'x-gateway-preflight': '1' },
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringMatching(/JSON/), extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});

describe('the log', () => {
  it('contains viewer, operation and price, and never the arguments', async () => {
    const { headers } = await gateway.execute(
      'query Prices($of: Int!) { double(of: $of) currencies }',
      { of: 424_242 },
      { as: 'client' },
    );
    const requestId = headers.get('x-request-id') ?? '';
    await expect
      .poll(() => logged(requestId))
      .toMatchObject([
        {
          level: 'info',
          msg: 'operation',
          viewer: 'client',
          operation: 'Prices',
          calls: 1,
          byCommand: { GetCurrencies: 1 },
          cacheHits: 0,
        },
      ]);
    expect(lines.join('')).not.toMatch(/424242|double|Bearer/);
  });
});

describe('messages about invalid variables', () => {
  const full = useGateway();
  const signUp = 'mutation($input: ClientCreateInput!) { clientCreate(input: $input) { __typename } }';
  const messages = async (input: object) =>
    (await full.execute(signUp, { input })).errors?.map(({ message }) => message).join('\n');

  it('omit values under the name of a secret', async () => {
    const told = await messages({ firstName: ['Nell'], password: 'hunter"22', securityQuestionAnswer: 12_345_678 });
    expect(told).toContain('got invalid value ["Nell"] at "input.firstName"');
    expect(told).toContain('password: "[secret]", securityQuestionAnswer: [secret]');
    expect(told).not.toMatch(/hunter|12345678/);
  });

  it('omit them at any depth', async () => {
    const told = await messages({ customFields: [{ value: 'hunter22' }], password: ['hunter23'] });
    expect(told).toMatch(/value: "\[secret\]".*at "input\.customFields\[0\]"/);
    expect(told).not.toContain('hunter');
  });
});
