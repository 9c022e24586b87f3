/** Days, instants, exact decimals, and content of files. */
import { DateTime } from 'luxon';
import { Kind } from 'graphql';
import { builder } from './builder.ts';
import { badInput } from '../base/errors.ts';

const LONGEST_SHOWN = 40;

/** A value that cannot be meant, as far as it helps to find it. */
function shown(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  const text = String(value);
  return text.length > LONGEST_SHOWN ? `${JSON.stringify(text.slice(0, LONGEST_SHOWN))}…` : JSON.stringify(value);
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : String(value));

function day(value: unknown): string {
  if (typeof value === 'string' && /^(?!0000)\d{4}-\d\d-\d\d$/.test(value) && DateTime.fromISO(value).isValid)
    return value;
  throw badInput(`expected a day like "2026-01-31", got ${shown(value)}`);
}

/** Without an offset the instant would be ambiguous; offsets go to fourteen hours. */
const instantForm =
  /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-](0\d|1[0-3]):?[0-5]\d|[+-]14:?00)$/i;

function instant(value: unknown): Date {
  if (typeof value === 'string' && instantForm.test(value)) {
    const read = DateTime.fromISO(value);
    if (read.isValid) return read.toJSDate();
  }
  throw badInput(`expected an instant with offset like "2026-01-31T18:05:00+01:00", got ${shown(value)}`);
}

/** Of days it defines full-date, of instants date-time. */
const RFC_3339 = 'https://www.rfc-editor.org/rfc/rfc3339';

const decimalForm = /^-?\d{1,30}(\.\d{1,10})?$/;

function decimal(value: unknown): string {
  if (typeof value === 'string' && decimalForm.test(value)) return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  throw badInput(`expected an exact decimal as text like "12.95", got ${shown(value)}`);
}

builder.scalarType('Date', {
  specifiedByURL: `${RFC_3339}#section-5.6`,
  description: 'A calendar day, ISO 8601: "2026-01-31". WHMCS\'s 0000-00-00 is null.',
  serialize: asText,
  parseValue: day,
});

builder.scalarType('DateTime', {
  specifiedByURL: RFC_3339,
  description:
    'An instant, ISO 8601 with offset: "2026-01-31T18:05:00+01:00". WHMCS\'s wall-clock times are read in the configured time zone.',
  serialize: asText,
  parseValue: instant,
});

const base64Form = /^[A-Za-z0-9+/]*={0,2}$/;

function base64(value: unknown): string {
  if (typeof value === 'string' && value.length % 4 === 0 && base64Form.test(value)) return value;
  throw badInput('expected base64 (with padding, without blanks)');
}

builder.scalarType('Base64', {
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc4648#section-4',
  description: 'The content of a file, as base64 with padding: "aGVsbG8=".',
  serialize: asText,
  parseValue: base64,
});

builder.scalarType('Decimal', {
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#decimal',
  description: 'An exact decimal as text: "12.95". Whole numbers may be literals, float literals are refused.',
  serialize: asText,
  parseValue: decimal,
  parseLiteral: (node) => {
    if (node.kind === Kind.STRING || node.kind === Kind.INT) return decimal(node.value);
    throw badInput(
      `expected an exact decimal as text like "12.95", got ${node.kind === Kind.FLOAT ? `the float ${node.value.slice(0, LONGEST_SHOWN)}` : node.kind}`,
    );
  },
});

export const JsonValue = builder.scalarType('JSON', {
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  description: 'Any JSON value. Only commands of the host, of which the gateway knows no types, take and answer it.',
  serialize: (value) => value,
  parseValue: (value) => value,
});
