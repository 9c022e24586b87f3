/** Every input position in a schema, as an operation with variables; and the worst values to send there. */
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { EveryField } from './every-field.ts';

/** The placeholder for the worst value. */
const MARK = '@worst@';

export interface Place {
  /** `orderAdd.input.products.name`. */
  readonly name: string;
  /** The type of the position: what has the same type is read in the same way. */
  readonly type: string;
  /** A request with the value at this position. */
  body(value: string): string;
}

const defaults: Readonly<Record<string, unknown>> = {
  Int: 1,
  Boolean: true,
  Decimal: '1.00',
  Base64: 'aGVsbG8=',
  Date: '2026-01-01',
  DateTime: '2026-01-01T12:00:00Z',
};

type Taken = GraphQLArgument | GraphQLInputField;

function valueOf(given: GraphQLInputType): unknown {
  const type = getNullableType(given);
  if (isListType(type)) return [valueOf(type.ofType)];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type)) return objectOf(Object.values(type.getFields()).filter(isRequiredInputField));
  return defaults[type.name] ?? '1';
}

const objectOf = (fields: readonly GraphQLInputField[]): Record<string, unknown> =>
  Object.fromEntries(fields.map(({ name, type }) => [name, valueOf(type)]));

/** The value of an argument or input field, with the placeholder at each position within it. */
function* withPlaceholder({
  name,
  type: given,
}: Taken): Generator<readonly [path: string, value: unknown, type: string]> {
  yield [name, MARK, String(getNullableType(given))];
  let type = getNullableType(given);
  let wrap = (value: unknown): unknown => value;
  while (isListType(type)) {
    const before = wrap;
    wrap = (value) => before([value]);
    type = getNullableType(type.ofType);
    yield [`${name}[]`, wrap(MARK), String(type)];
  }
  if (!isInputObjectType(type)) return;
  const fields = Object.values(type.getFields());
  const base = objectOf(fields.filter(isRequiredInputField));
  for (const field of fields)
    for (const [path, value, of] of withPlaceholder(field))
      yield [`${name}.${path}`, wrap({ ...base, [field.name]: value }), of];
}

function* placesIn(field: GraphQLField<unknown, unknown>, around: string): Generator<Place> {
  const shown = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  for (const arg of field.args) {
    const given = field.args.filter((each) => each === arg || isRequiredArgument(each));
    const query = around.replace(
      '…',
      `${field.name}(${given.map(({ name }) => `${name}: $${name}`).join(', ')}) ${shown}`,
    );
    const declared = given.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const base = Object.fromEntries(given.filter(isRequiredArgument).map(({ name, type }) => [name, valueOf(type)]));
    for (const [path, value, type] of withPlaceholder(arg)) {
      const text = JSON.stringify({
        query: query.replace('()', `(${declared})`),
        variables: { ...base, [arg.name]: value },
      });
      yield { name: `${field.name}.${path}`, type, body: (worst) => text.split(JSON.stringify(MARK)).join(worst) };
    }
  }
}

/** All input positions, each reached by one path. */
export function* placesOf(schema: GraphQLSchema): Generator<Place> {
  for (const [type, [way = '']] of new EveryField(schema, {}).ways())
    for (const field of Object.values(type.getFields())) yield* placesIn(field, `query Worst() ${way}`);
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {}))
    yield* placesIn(field, 'mutation Worst() { … }');
}

const KIBIBYTE = 1024;
/** Nearly the size limit of an operation without a file. */
const MOST = 1000 * KIBIBYTE;

const text = (piece: string): string => JSON.stringify(piece.repeat(Math.floor(MOST / JSON.stringify(piece).length)));
const list = (item: string, count: number): string => `[${Array.from({ length: count }, () => item).join(',')}]`;

/** The worst values as JSON, by description. */
export const worst: ReadonlyMap<string, string> = new Map([
  ...[
    'a',
    '"',
    ' ',
    '1',
    '[',
    '{',
    '%',
    '\\',
    '😀',
    '\n',
    '\u0000',
    'é',
    '0',
    '.',
    '@',
    'a@',
    '<b',
    ' Did you mean ',
    'password: ',
  ].map((piece): [string, string] => [`text of ${JSON.stringify(piece)}`, text(piece)]),
  ['text of quotation marks that are few enough', JSON.stringify('"'.repeat(20_000))],
  ['digits', '1'.repeat(MOST / 2)],
  ['a list of texts', list('"x"', 24_000)],
  ['a list of long texts', list(JSON.stringify('x'.repeat(1_000)), 900)],
  ['a list of numbers', list('1.5', 24_000)],
  ['a list of objects', list('{}', 15_000)],
  ['a list of lists', list('[[]]', 9_000)],
  ['a list of null', list('null', 24_000)],
  ['a list within lists', `${'['.repeat(30)}${']'.repeat(30)}`],
  ['a list within lists without end', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['an object within objects', `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`],
  [
    'an object of many fields',
    `{${Array.from({ length: 12_000 }, (_, index) => `"password${index}":"secret${index}"`).join(',')}}`,
  ],
  ['an object with a long name', `{${text('name')}:1}`],
  [
    'an object with many long names',
    `{${Array.from({ length: 900 }, (_, index) => `"${index}${'firstNam'.repeat(120)}":1`).join(',')}}`,
  ],
  ['a number', '1e308'],
  ['a boolean', 'true'],
]);
