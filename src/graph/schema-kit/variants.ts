/**
 * The schema as each viewer sees it: what is for staff, and what the viewer may not do, is not hidden in it but absent, so that
 * validation and introspection know nothing of it.
 */
import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import { metaOf } from '../base/field-meta.ts';
import type { Permission } from '../../access/permissions.ts';
import { permissionOf } from './permission.ts';
import { isForStaff, type Extensible } from './staff.ts';

export type SchemaFor = (viewer: Viewer) => GraphQLSchema;

/** Derives the schemas of all viewers from the whole one, each when it is first wanted. */
export function variantsOf(schema: GraphQLSchema): SchemaFor {
  // Read once: this runs for every request.
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => ({
    name: field.name,
    permission: permissionOf(field),
  }));
  const known = new Map<string, GraphQLSchema>();
  return (viewer) => {
    const granted = mutations.filter(({ permission }) => isGranted(permission, viewer)).map(({ name }) => name);
    const isWhole = isStaff(viewer) && granted.length === mutations.length;
    const rights = [isStaff(viewer), ...granted].join();
    const variant = known.get(rights) ?? (isWhole ? schema : without(schema, viewer));
    known.set(rights, variant);
    return variant;
  };
}

/** Whether the viewer may perform a mutation. No viewer may perform one without a declaration. */
const isGranted = (permission: Permission | null, viewer: Viewer): boolean =>
  permission !== null && viewer.may(permission);

const isStaff = ({ role }: Viewer): boolean => role === 'STAFF';

/** `null` drops a member; types that become unreachable are dropped too. */
function without(schema: GraphQLSchema, viewer: Viewer): GraphQLSchema {
  const seesAll = isStaff(viewer);
  const unlessForStaff = <Member extends Extensible>(member: Member): Member | null =>
    !seesAll && isForStaff(member) ? null : member;
  return pruneSchema(
    mapSchema(schema, {
      [MapperKind.MUTATION_ROOT_FIELD]: (field) => (isGranted(permissionOf(field), viewer) ? field : null),
      [MapperKind.COMPOSITE_FIELD]: (field) => (!seesAll && metaOf(field).forStaff === true ? null : field),
      [MapperKind.OBJECT_TYPE]: unlessForStaff,
      [MapperKind.ARGUMENT]: unlessForStaff,
      [MapperKind.INPUT_OBJECT_FIELD]: unlessForStaff,
      [MapperKind.ENUM_VALUE]: unlessForStaff,
    }),
  );
}
