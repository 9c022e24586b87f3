/**
 * How stale the answers for an operation may be. If it selects only lasting fields, staff are served stale lists while fresh ones are
 * fetched. Money, statuses and all fields that are not declared `lasting` are never served stale. While WHMCS is down, amounts are shown
 * for a short time only, and no mutation relies on stale answers.
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

/** Fields of every type that never change. */
const identity: ReadonlySet<string> = new Set(['id', 'whmcsId', '__typename']);

/** The root and the parts of pages, which report nothing about entities. */
const isFrame = (typename: string): boolean => /^(?:Query|PageInfo|\w+Connection|\w+Edge)$/.test(typename);

const isMoney = ({ type }: GraphQLField<unknown, unknown>): boolean => getNamedType(type).name === 'Money';

/** A list that is filtered by status reveals the status. */
const filtersByStatus = (node: FieldNode): boolean =>
  node.arguments?.some(({ name }) => name.value === 'status') ?? false;

function mayBeStale(typename: string, field: GraphQLField<unknown, unknown>): boolean {
  if (isFrame(typename) || identity.has(field.name)) return true;
  const { early, lasting } = metaOf(field);
  return early !== undefined || (lasting === true && !isMoney(field));
}

/** A mutation needs the current state. */
const isMutation = ({ definitions }: DocumentNode): boolean =>
  definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === OperationTypeNode.MUTATION);

type Freshness = Required<Pick<SessionOptions, 'allowStale' | 'fallback'>>;

const known = new WeakMap<DocumentNode, Freshness>();

/** @param document a valid document; all of its operations count */
export function freshnessFor(document: DocumentNode, schema: GraphQLSchema): Freshness {
  const remembered = known.get(document);
  if (remembered) return remembered;
  const freshness: Freshness = isMutation(document)
    ? { allowStale: false, fallback: 'never' }
    : ofSelection(document, new TypeInfo(schema));
  known.set(document, freshness);
  return freshness;
}

function ofSelection(document: DocumentNode, typeInfo: TypeInfo): Freshness {
  let allowStale = true;
  let fallback: Fallback = 'long';
  const visitor = {
    Field(node: FieldNode) {
      const [parent, field] = [typeInfo.getParentType(), typeInfo.getFieldDef()];
      if (!parent || !field) return undefined;
      allowStale &&= mayBeStale(parent.name, field) && !filtersByStatus(node);
      if (!isMoney(field)) return undefined;
      fallback = 'short';
      return BREAK;
    },
  };
  visit(document, visitWithTypeInfo(typeInfo, visitor));
  return { allowStale, fallback };
}
