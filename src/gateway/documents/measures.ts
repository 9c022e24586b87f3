/** The size of a document. Each fragment is measured once, so that fragments that spread each other take no longer than their text. */
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { DocumentLimits } from '../../config/limits.ts';

/** What is limited but the text and its tokens. The contents of a fragment count wherever the fragment is spread. */
export type Measures = Omit<DocumentLimits, 'bytes' | 'tokens'>;

const nothing: Measures = {
  depth: 0,
  fields: 0,
  rootFields: 0,
  aliases: 0,
  repeats: 0,
  directives: 0,
  directivesAtOnce: 0,
};

/** For each measure, the largest of the document's operations. */
export function measureDocument({ definitions }: DocumentNode): Measures {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const spread = new Map<string, Measures>();

  const ofFragment = (name: string): Measures => {
    const known = spread.get(name);
    if (known) return known;
    // A fragment inside itself counts nothing: validation reports the cycle.
    spread.set(name, nothing);
    const definition = fragments.get(name);
    const whole = definition ? adorned(ofSelections(definition.selectionSet), definition) : nothing;
    spread.set(name, whole);
    return whole;
  };
  const ofSelection = (selection: SelectionNode): Measures => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return adorned(ofFragment(selection.name.value), selection);
    const within = selection.selectionSet ? ofSelections(selection.selectionSet) : nothing;
    if (selection.kind === Kind.INLINE_FRAGMENT) return adorned(within, selection);
    return adorned(
      {
        ...within,
        depth: within.depth + 1,
        fields: within.fields + 1,
        rootFields: 1,
        aliases: within.aliases + (selection.alias ? 1 : 0),
      },
      selection,
    );
  };
  const ofSelections = ({ selections }: SelectionSetNode): Measures =>
    selections.map(ofSelection).reduce(sum, { ...nothing, repeats: repeatsIn(selections) });

  return definitions.reduce(
    (most, definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? largest(most, adorned(ofSelections(definition.selectionSet), definition))
        : most,
    nothing,
  );
}

/** Adds the directives of a place. */
const adorned = (
  within: Measures,
  { directives = [] }: { readonly directives?: readonly unknown[] | undefined },
): Measures =>
  directives.length === 0
    ? within
    : {
        ...within,
        directives: within.directives + directives.length,
        directivesAtOnce: Math.max(within.directivesAtOnce, directives.length),
      };

/** The measures of two parts side by side. */
const sum = (one: Measures, other: Measures): Measures => ({
  depth: Math.max(one.depth, other.depth),
  fields: one.fields + other.fields,
  rootFields: one.rootFields + other.rootFields,
  aliases: one.aliases + other.aliases,
  repeats: Math.max(one.repeats, other.repeats),
  directives: one.directives + other.directives,
  directivesAtOnce: Math.max(one.directivesAtOnce, other.directivesAtOnce),
});

/** The measures of two operations, of which only one is executed. */
const largest = (one: Measures, other: Measures): Measures => ({
  depth: Math.max(one.depth, other.depth),
  fields: Math.max(one.fields, other.fields),
  rootFields: Math.max(one.rootFields, other.rootFields),
  aliases: Math.max(one.aliases, other.aliases),
  repeats: Math.max(one.repeats, other.repeats),
  directives: Math.max(one.directives, other.directives),
  directivesAtOnce: Math.max(one.directivesAtOnce, other.directivesAtOnce),
});

/** How often one name is written in one selection. Fragments do not count: the parts of a page may well need the same field. */
function repeatsIn(selections: readonly SelectionNode[]): number {
  const times = new Map<string, number>();
  let most = 0;
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD) continue;
    const name = (selection.alias ?? selection.name).value;
    const now = (times.get(name) ?? 0) + 1;
    times.set(name, now);
    most = Math.max(most, now);
  }
  return most;
}
