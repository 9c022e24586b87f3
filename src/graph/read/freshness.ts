/**
 * What an operation shows, and so how old it may be. Where nothing has to be of this moment, aged lists will do while fresh ones are
 * fetched; money and statuses have to be, and so has whatever is not known to be otherwise. Where WHMCS is down amounts are shown for
 * a short while only, and nothing is done by what has aged.
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

/** Facts that change by themselves or by somebody else's act, and on which people act; amounts are known by their type. */
const ofTheMoment: ReadonlySet<string> = new Set([
  'status',
  'paymentStatus',
  'stats',
  // Set with the status, and with a payment.
  'suspensionReason',
  'nextDueOn',
]);

/** What is true of a thing as long as it exists. */
const lasting: ReadonlySet<string> = new Set(['id', 'whmcsId', '__typename']);

/** The start, and parts of pages: they tell nothing of things. */
const isFrame = (typename: string): boolean => /^(?:Query|PageInfo|\w+Connection|\w+Edge)$/.test(typename);

const isMoney = ({ type }: GraphQLField<unknown, unknown>): boolean => getNamedType(type).name === 'Money';

/** What is listed by its status shows it, too. */
const asksByStatus = (node: FieldNode): boolean => node.arguments?.some(({ name }) => name.value === 'status') ?? false;

function isCalmField(typename: string, field: GraphQLField<unknown, unknown>): boolean {
  if (isFrame(typename) || lasting.has(field.name)) return true;
  const { fact, early } = metaOf(field);
  return early !== undefined || (fact !== undefined && !ofTheMoment.has(fact) && !isMoney(field));
}

/** Who does something goes by what is, and by nothing else. */
const acts = ({ definitions }: DocumentNode): boolean =>
  definitions.some((each) => each.kind === Kind.OPERATION_DEFINITION && each.operation === OperationTypeNode.MUTATION);

type Freshness = Required<Pick<SessionOptions, 'calm' | 'fallback'>>;

const known = new WeakMap<DocumentNode, Freshness>();

/** @param document a valid one, all of whose operations count */
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
      calm &&= isCalmField(parent.name, field) && !asksByStatus(node);
      if (!isMoney(field)) return undefined;
      fallback = 'short';
      return BREAK;
    },
  };
  visit(document, visitWithTypeInfo(typeInfo, visitor));
  return { calm, fallback };
}
