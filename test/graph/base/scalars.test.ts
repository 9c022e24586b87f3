import { graphql, type ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import { builder } from '../../../src/graph/schema-kit/builder.ts';
// Import the whole graph first: a schema built from its first types could not be rebuilt for the tests that share this process.
import '../../../src/graph/schema.ts';

builder.queryFields((t) => ({
  day: t.field({
    type: 'Date',
    args: { value: t.arg({ type: 'Date', required: true }) },
    resolve: (_, { value }) => value,
  }),
  decimal: t.field({
    type: 'Decimal',
    args: { value: t.arg({ type: 'Decimal', required: true }) },
    resolve: (_, { value }) => value,
  }),
  milliseconds: t.string({
    args: { value: t.arg({ type: 'DateTime', required: true }) },
    resolve: (_, { value }) => String(value.getTime()),
  }),
  instant: t.field({ type: 'DateTime', resolve: () => '2026-01-31T18:05:00+01:00' }),
}));
builder.mutationField('nothing', (t) => t.boolean({ resolve: () => true }));

const schema = builder.toSchema();

const fields = { Date: 'day', DateTime: 'milliseconds', Decimal: 'decimal' } as const;
type Scalar = keyof typeof fields;

const run = (source: string, variableValues?: Record<string, unknown>): Promise<ExecutionResult> =>
  graphql({ schema, source, variableValues: variableValues ?? {} });

/** The results of a value as a literal and as a variable, which must be equal. */
async function readingsOf(type: Scalar, literal: string): Promise<unknown[]> {
  const field = fields[type];
  const results = [
    await run(`{ value: ${field}(value: ${literal}) }`),
    await run(`query ($value: ${type}!) { value: ${field}(value: $value) }`, { value: JSON.parse(literal) as unknown }),
  ];
  return results.map(
    ({ data, errors }) =>
      data?.['value'] ?? errors?.map(({ message, extensions }) => `${String(extensions['code'])}: ${message}`),
  );
}

/** Refused in both forms, with a message that names the expected value. */
const refused = (wanted: string) => {
  const error = [expect.stringMatching(new RegExp(`^BAD_USER_INPUT: .*expected ${wanted}`, 's'))];
  return [error, error];
};

it.each(Object.keys(fields))('%s names its specification', (type) => {
  expect(schema.getType(type)).toMatchObject({ specifiedByURL: expect.stringMatching(/^https:/) });
});

describe('Date', () => {
  it.each(['2026-01-31', '2024-02-29', '1970-01-01', '9999-12-31'])('takes %s', async (day) => {
    expect(await readingsOf('Date', JSON.stringify(day))).toEqual([day, day]);
  });

  it.each([
    '"2026-02-30"',
    '"2023-02-29"',
    '"2026-13-01"',
    '"2026-1-1"',
    '"31.01.2026"',
    '"01/31/2026"',
    '"2026-01-31T00:00:00Z"',
    '"2026-01-31 "',
    '"0000-00-00"',
    '"0000-01-01"',
    '"20260131"',
    '"today"',
    '""',
    '20260131',
    'true',
  ])('refuses %s', async (literal) => {
    expect(await readingsOf('Date', literal)).toEqual(refused('a day like "2026-01-31"'));
  });
});

describe('DateTime', () => {
  it.each([
    ['2026-01-31T18:05:00Z', '2026-01-31T18:05:00Z'],
    ['2026-01-31T18:05:00+01:00', '2026-01-31T17:05:00Z'],
    ['2026-01-31T18:05:00-0530', '2026-01-31T23:35:00Z'],
    ['2026-01-31T18:05+14:00', '2026-01-31T04:05:00Z'],
    ['2026-01-31T18:05:00.250Z', '2026-01-31T18:05:00.250Z'],
    ['2026-01-31t18:05:00z', '2026-01-31T18:05:00Z'],
  ])('takes %s', async (text, instant) => {
    const milliseconds = String(Date.parse(instant));
    expect(await readingsOf('DateTime', JSON.stringify(text))).toEqual([milliseconds, milliseconds]);
  });

  it.each([
    '"2026-01-31T18:05:00"',
    '"2026-01-31 18:05:00Z"',
    '"2026-01-31"',
    '"2026-01-31T25:05:00Z"',
    '"2026-02-30T18:05:00Z"',
    '"2026-01-31T18:05:00+99:99"',
    '"2026-01-31T18:05:00+14:30"',
    '"2026-W05-6T18:05:00Z"',
    '"0000-00-00T00:00:00Z"',
    '"T18:05Z"',
    '"Sat, 31 Jan 2026 18:05:00 GMT"',
    '""',
    '1769882700',
    'false',
  ])('refuses %s', async (literal) => {
    expect(await readingsOf('DateTime', literal)).toEqual(refused('an instant with offset like'));
  });

  it('is printed as WHMCS reports it', async () => {
    expect(await run('{ instant }')).toEqual({ data: { instant: '2026-01-31T18:05:00+01:00' } });
  });
});

describe('Decimal', () => {
  it.each([
    ['"12.95"', '12.95'],
    ['"0"', '0'],
    ['"-0.01"', '-0.01'],
    ['"363414.00"', '363414.00'],
    ['"123456789012345678901234567890.12"', '123456789012345678901234567890.12'],
    ['"0.000001"', '0.000001'],
    ['5', '5'],
    ['-5', '-5'],
    ['9007199254740991', '9007199254740991'],
  ])('takes %s', async (literal, exact) => {
    expect(await readingsOf('Decimal', literal)).toEqual([exact, exact]);
  });

  it.each([
    '12.95',
    '0.1',
    '"12,95"',
    '"1e3"',
    '" 12"',
    '"12."',
    '".5"',
    '"+5"',
    '"$5"',
    '"NaN"',
    '""',
    '"--5"',
    '"1234567890123456789012345678901"',
    '"1.12345678901"',
    'true',
    '"12.95\\n"',
  ])('refuses %s', async (literal) => {
    expect(await readingsOf('Decimal', literal)).toEqual(refused('an exact decimal as text like "12.95"'));
  });

  it('refuses float literals with a whole value, and whole numbers that JSON has rounded', async () => {
    for (const literal of ['5.0', '1e3']) {
      const { errors } = await run(`{ decimal(value: ${literal}) }`);
      expect(errors?.[0]?.message).toMatch(/got the float/);
    }
    const { errors } = await run('query ($value: Decimal!) { decimal(value: $value) }', { value: 2 ** 53 });
    expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    // A literal is text and loses nothing.
    expect(await run('{ decimal(value: 9007199254740993) }')).toEqual({ data: { decimal: '9007199254740993' } });
  });

  it('refuses lists and objects', async () => {
    for (const literal of ['[1]', '{ a: 1 }', 'FIVE']) {
      const { errors } = await run(`{ decimal(value: ${literal}) }`);
      expect(errors?.[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    }
  });
});
