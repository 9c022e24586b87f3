/**
 * The schema as each viewer sees it: what is for staff, and what the viewer may not do, is not hidden in it but absent, so that
 * validation and introspection know nothing of it.
 */
import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../access/viewer.ts';
import { marksOf } from './marks.ts';
import { isForStaff, type Extensible } from './staff.ts';

export type SchemaFor = (viewer: Viewer) => GraphQLSchema;

/** Derives the schemas of all viewers from the whole one, each when it is first wanted. */
export function variantsOf(schema: GraphQLSchema): SchemaFor {
  const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
  const known = new Map<string, GraphQLSchema>();
  return ({ role, may }) => {
    const isStaff = role === 'STAFF';
    const granted = mutations.filter(may);
    const key = [isStaff, ...granted].join();
    const variant =
      known.get(key) ?? (isStaff && granted.length === mutations.length ? schema : without(schema, isStaff, may));
    known.set(key, variant);
    return variant;
  };
}

/** `null` drops a member; what nothing leads to any more goes with it. */
function without(schema: GraphQLSchema, isStaff: boolean, may: Viewer['may']): GraphQLSchema {
  const unlessForStaff = <Member extends Extensible>(member: Member): Member | null =>
    !isStaff && isForStaff(member) ? null : member;
  return pruneSchema(
    mapSchema(schema, {
      [MapperKind.MUTATION_ROOT_FIELD]: (field, name) => (may(name) ? field : null),
      [MapperKind.COMPOSITE_FIELD]: (field) => (!isStaff && marksOf(field.resolve).forStaff === true ? null : field),
      [MapperKind.ARGUMENT]: unlessForStaff,
      [MapperKind.INPUT_OBJECT_FIELD]: unlessForStaff,
      [MapperKind.ENUM_VALUE]: unlessForStaff,
    }),
  );
}
