/** Operations for every field and argument of a schema, with values that their types and names suggest. */
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/** Literals of leaves by argument or field name, with the parent's name where that says more: "invoice.id". */
export type Literals = Readonly<Record<string, string>>;

/** Root fields that take exactly one of their arguments. */
const byOne: ReadonlySet<string> = new Set(['client', 'ticket']);

/** Required arguments, and one of those of which at least one is required. */
const isNeeded = (field: string, arg: GraphQLArgument): boolean =>
  isRequiredArgument(arg) || (field === 'transactions' && arg.name === 'clientId');

const byType: Literals = {
  ID: '"1"',
  Int: '1',
  Boolean: 'true',
  Decimal: '"1.00"',
  Base64: '"aGVsbG8="',
  Date: '"2026-01-01"',
  DateTime: '"2026-01-01T12:00:00Z"',
};

/** Cursors cannot be made up. */
const isCursor = ({ name }: GraphQLArgument): boolean => name === 'after' || name === 'before';

export class EveryField {
  readonly #schema: GraphQLSchema;
  readonly #literals: Literals;

  constructor(schema: GraphQLSchema, literals: Literals) {
    this.#schema = schema;
    this.#literals = literals;
  }

  /** The first few paths from the root to each object type, as selections around `…`. */
  ways(): ReadonlyMap<GraphQLObjectType, readonly string[]> {
    const root = this.#schema.getQueryType();
    const ways = new Map<GraphQLObjectType, string[]>();
    const queue: [GraphQLNamedType | null | undefined, string][] = [[root, '{ … }']];
    for (const [type, way] of queue) {
      if (!isObjectType(type)) continue;
      const known = ways.get(type) ?? [];
      if (known.length === 5) continue;
      ways.set(type, [...known, way]);
      for (const field of Object.values(type.getFields())) {
        const asked = this.#calls(type, field)[0] ?? field.name;
        queue.push([getNamedType(field.type), way.replace('…', `${asked} { … }`)]);
      }
    }
    return ways;
  }

  /** Each field of a type: without arguments, and with each of them. */
  fields(type: GraphQLObjectType): readonly string[] {
    return Object.values(type.getFields()).flatMap((field) =>
      this.#calls(type, field).map((call, index) => `a${index}: ${call} ${this.#shallow(field.type)}`),
    );
  }

  /** Each mutation: with its required input fields, and with each optional one. */
  mutations(): readonly { readonly name: string; readonly operation: string }[] {
    const fields = Object.values(this.#schema.getMutationType()?.getFields() ?? {});
    return fields.flatMap(({ name, type, args }) => {
      const input = getNamedType(args[0]?.type);
      const inputs = isInputObjectType(input) ? this.#inputs(name, input) : [];
      return inputs.map((given) => ({
        name,
        operation: `mutation { ${name}(input: ${given}) ${this.#deep(getNamedType(type))} }`,
      }));
    });
  }

  #calls(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>): readonly string[] {
    const optional = field.args.filter((arg) => !isNeeded(field.name, arg) && !isCursor(arg));
    const required = field.args.filter((arg) => isNeeded(field.name, arg)).map((arg) => this.#one(field.name, arg));
    const takesOne = parent === this.#schema.getQueryType() && byOne.has(field.name);
    const call = (given: readonly string[]) => field.name + (given.length > 0 ? `(${given.join(', ')})` : '');
    return [
      ...(takesOne ? [] : [call(required)]),
      ...optional.flatMap((arg) =>
        this.#literalsFor(field.name, arg).map((literal) => call([...required, `${arg.name}: ${literal}`])),
      ),
    ];
  }

  #inputs(mutation: string, type: GraphQLInputObjectType): readonly string[] {
    const fields = Object.values(type.getFields());
    const required = fields.filter(
      (field) => isRequiredInputField(field) || `${mutation}.${field.name}` in this.#literals,
    );
    const base = required.map((field) => this.#one(mutation, field));
    const optional = fields.filter((field) => !required.includes(field));
    return [[], ...optional.map((field) => [this.#one(mutation, field)])].map(
      (more) => `{ ${[...base, ...more].join(', ')} }`,
    );
  }

  #one(parent: string, taken: GraphQLArgument | GraphQLInputField): string {
    return `${taken.name}: ${this.#literalsFor(parent, taken)[0]}`;
  }

  #literalsFor(parent: string, { name, type }: { name: string; type: GraphQLInputType }): readonly string[] {
    const known = this.#literals[`${parent}.${name}`] ?? this.#literals[name];
    if (known !== undefined) return [known];
    const nullable = getNullableType(type);
    if (isListType(nullable)) return [`[${this.#literalsFor(parent, { name, type: nullable.ofType })[0]}]`];
    if (isEnumType(nullable)) return nullable.getValues().map((value) => value.name);
    if (isInputObjectType(nullable)) return this.#objects(nullable);
    return [byType[String(nullable)] ?? '"x"'];
  }

  /** Enough objects to use each value of each enum in them. */
  #objects(type: GraphQLInputObjectType): readonly string[] {
    const fields = Object.values(type.getFields()).map(
      (field) => [field.name, this.#literalsFor(type.name, field)] as const,
    );
    const most = Math.max(...fields.map(([, literals]) => literals.length));
    return Array.from(
      { length: most },
      (_, index) =>
        `{ ${fields.map(([name, literals]) => `${name}: ${literals[index % literals.length]}`).join(', ')} }`,
    );
  }

  #shallow(type: GraphQLField<unknown, unknown>['type']): string {
    return isLeafType(getNamedType(type)) ? '' : '{ __typename }';
  }

  /** All fields of every outcome. */
  #deep(type: GraphQLNamedType): string {
    const endings = isUnionType(type) ? type.getTypes() : [];
    const shown = endings.map((ending) => {
      const fields = Object.values(ending.getFields());
      return `... on ${ending.name} { ${fields.map((field) => `${field.name} ${this.#shallow(field.type)}`).join(' ')} }`;
    });
    return `{ __typename ${shown.join(' ')} }`;
  }
}

/** Whether the answer holds any text, at any depth. */
export function isReached(answer: unknown): boolean {
  if (Array.isArray(answer)) return answer.some(isReached);
  if (typeof answer !== 'object' || answer === null) return typeof answer === 'string';
  return Object.values(answer).some(isReached);
}
