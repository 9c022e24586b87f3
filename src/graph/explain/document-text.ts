/** Reads the text of an operation without executing it: how many rows it shows, and which entities it names. */
import { Kind, valueFromASTUntyped, visit, type DocumentNode, type FieldNode } from 'graphql';
import { parseGlobalId } from '../base/global-id.ts';
import { DEFAULT_PAGE, startOf } from '../read/paging.ts';

export interface DocumentText {
  /** The most rows of one list that all fields of this name show together. */
  shown(field: string): number;
  /** The last position at which a page starts. */
  readonly start: number;
  /** The numbers in all global ids of this type. */
  named(type: string): readonly number[];
}

type Values = Readonly<Record<string, unknown>>;

export function documentTextOf(document: DocumentNode, variables: Values): DocumentText {
  const shown = new Map<string, number>();
  const named = new Map<string, number[]>();
  const values = { ...defaultsIn(document), ...variables };
  let start = 0;
  const name = (text: string): void => {
    const id = parseGlobalId(text);
    if (id) named.set(id.type, [...(named.get(id.type) ?? []), id.id]);
  };
  visit(document, {
    Field(node) {
      const { first, last, after, offset } = argumentsOf(node, values);
      const size = Number(first ?? last ?? DEFAULT_PAGE);
      shown.set(node.name.value, (shown.get(node.name.value) ?? 0) + size);
      start = Math.max(start, beginning(after, offset));
    },
    StringValue: ({ value }) => name(value),
  });
  textsIn(values).forEach(name);
  return { shown: (field) => shown.get(field) ?? 0, start, named: (type) => named.get(type) ?? [] };
}

const argumentsOf = ({ arguments: args = [] }: FieldNode, values: Values): Values =>
  Object.fromEntries(
    args.map(({ name, value }): [string, unknown] => [name.value, valueFromASTUntyped(value, values)]),
  );

/** An invalid cursor is an error of its field, not of this function. */
function beginning(after: unknown, offset: unknown): number {
  try {
    return startOf({ after: typeof after === 'string' ? after : null, offset: Number(offset ?? 0) });
  } catch {
    return 0;
  }
}

function defaultsIn({ definitions }: DocumentNode): Values {
  const declared = definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? (each.variableDefinitions ?? []) : [],
  );
  return Object.fromEntries(
    declared.flatMap(({ variable, defaultValue }): [string, unknown][] =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  );
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
