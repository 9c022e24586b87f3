/** How many fields each object has that a field shows, those of objects within it included, those of rows within it not. */
import {
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type SelectionSetNode,
} from 'graphql';

const widths = new WeakMap<FieldNode, number>();

/** The fields of one object of a field's, as the document has them. Fragments are counted wherever they are spread. */
export function widthOf({ fieldNodes, fragments }: GraphQLResolveInfo): number {
  let sum = 0;
  for (const node of fieldNodes) {
    let width = widths.get(node);
    if (width === undefined) widths.set(node, (width = fieldsIn(node.selectionSet, fragments)));
    sum += width;
  }
  return sum;
}

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** The document is valid and not large, so that fragments neither go in circles nor unfold to much. */
function fieldsIn(selections: SelectionSetNode | undefined, fragments: Fragments): number {
  let sum = 0;
  for (const selection of selections?.selections ?? []) {
    if (selection.kind === Kind.FIELD) sum += 1;
    else if (selection.kind === Kind.INLINE_FRAGMENT) sum += fieldsIn(selection.selectionSet, fragments);
    else sum += fieldsIn(fragments[selection.name.value]?.selectionSet, fragments);
  }
  return sum;
}
