/**
 * How old the answers may be of which an operation is made. If it shows only what lasts, staff are served aged lists while fresh ones are
 * fetched. Money and statuses are never served so, and neither is any field that does not declare itself `lasting`. While WHMCS is down,
 * amounts are shown for a short time only, and no mutation relies on aged answers.
 */
import {
  BREAK,
  getNamedType,
  Kind,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import type { Fallback } from '../../whmcs/cache/cached-answer.ts';
import { metaOf } from '../base/field-meta.ts';
import type { SessionOptions } from './session.ts';

/** Fields of every type that are true of a thing as long as it exists. */
const identity: ReadonlySet<string> = new Set(['id', 'whmcsId', '__typename']);

/** The root, and the parts of pages: they report nothing about things. */
const isFrame = (typename: string): boolean => /^(?:Query|PageInfo|\w+Connection|\w+Edge)$/.test(typename);

const isMoney = ({ type }: GraphQLField<unknown, unknown>): boolean => getNamedType(type).name === 'Money';

/** A list that is filtered by status shows the status, too. */
const asksByStatus = (node: FieldNode): boolean => node.arguments?.some(({ name }) => name.value === 'status') ?? false;

function mayBeAged(typename: string, field: GraphQLField<unknown, unknown>): boolean {
  if (isFrame(typename) || identity.has(field.name)) return true;
  const { early, lasting } = metaOf(field);
  return early !== undefined || (lasting === true && !isMoney(field));
}

/** A mutation relies on the present state only. */
const acts = ({ definitions }: DocumentNode): boolean =>
  definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === OperationTypeNode.MUTATION);

type Freshness = Required<Pick<SessionOptions, 'calm' | 'fallback'>>;

const known = new WeakMap<DocumentNode, Freshness>();

/** @param document is valid; all of its operations count */
export function freshnessFor(document: DocumentNode, schema: GraphQLSchema): Freshness {
  const remembered = known.get(document);
  if (remembered) return remembered;
  const freshness: Freshness = acts(document)
    ? { calm: false, fallback: 'never' }
    : ofSelection(document, new TypeInfo(schema));
  known.set(document, freshness);
  return freshness;
}

function ofSelection(document: DocumentNode, typeInfo: TypeInfo): Freshness {
  let calm = true;
  let fallback: Fallback = 'long';
  const visitor = {
    Field(node: FieldNode) {
      const [parent, field] = [typeInfo.getParentType(), typeInfo.getFieldDef()];
      if (!parent || !field) return undefined;
      calm &&= mayBeAged(parent.name, field) && !asksByStatus(node);
      if (!isMoney(field)) return undefined;
      fallback = 'short';
      return BREAK;
    },
  };
  visit(document, visitWithTypeInfo(typeInfo, visitor));
  return { calm, fallback };
}
