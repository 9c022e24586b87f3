/** What the text of an operation says, wherever it stands: how much it shows of lists, and which things it names. */
import { Kind, visit, type DocumentNode, type FieldNode } from 'graphql';
import { parseGlobalId } from './global-id.ts';
import { DEFAULT_PAGE, LARGEST_PAGE } from './paging.ts';

export interface Wording {
  /** How many rows of one list all fields of this name show together, at most. */
  shown(field: string): number;
  /** The numbers of this type's things among all global ids. */
  named(type: string): readonly number[];
}

export function wordingOf(document: DocumentNode, variables: unknown): Wording {
  const shown = new Map<string, number>();
  const named = new Map<string, number[]>();
  const name = (text: string): void => {
    const id = parseGlobalId(text);
    if (id) named.set(id.type, [...(named.get(id.type) ?? []), id.id]);
  };
  visit(document, {
    Field: (node) => void shown.set(node.name.value, (shown.get(node.name.value) ?? 0) + pageOf(node)),
    StringValue: ({ value }) => name(value),
  });
  textsIn(variables).forEach(name);
  return { shown: (field) => shown.get(field) ?? 0, named: (type) => named.get(type) ?? [] };
}

/** The size of a page, or the largest where that is not written out. */
function pageOf({ arguments: args = [] }: FieldNode): number {
  const size = args.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  if (size === undefined || size.kind === Kind.NULL) return DEFAULT_PAGE;
  return size.kind === Kind.INT ? Number(size.value) : LARGEST_PAGE;
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};
