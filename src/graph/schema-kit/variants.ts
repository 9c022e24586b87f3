/**
 * The schema as each viewer sees it: what is for staff, and what the viewer may not do, is not hidden in it but absent, so that
 * validation and introspection know nothing of it.
 */
import { MapperKind, mapSchema, pruneSchema } from '@graphql-tools/utils';
import { isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import { purposes, type Purpose } from '../../whmcs/command.ts';
import type { Viewer } from '../../access/viewer.ts';
import { metaOf, type FieldMeta } from '../base/field-meta.ts';
import type { Permission } from '../../access/permissions.ts';
import { dangerous } from './dangerous.ts';
import { permissionOf } from './permission.ts';
import { served } from './served.ts';
import { isForStaff, type Extensible } from './staff.ts';

export type SchemaFor = (viewer: Viewer) => GraphQLSchema;

/**
 * Derives the schemas of all viewers from the whole one, each when it is first wanted.
 *
 * @param secrets the mutations that are off by default and that the configuration names
 */
export function variantsOf(whole: GraphQLSchema, secrets: readonly string[] = []): SchemaFor {
  const schema = served(whole, secrets);
  // Read once: this runs for every request.
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}).map((field) => ({
    name: field.name,
    permission: permissionOf(field),
  }));
  const showing = showingIn(schema);
  const known = new Map<string, GraphQLSchema>();
  return (viewer) => {
    const granted = mutations.filter(({ permission }) => isGranted(permission, viewer)).map(({ name }) => name);
    const shown = showing.filter((purpose) => viewer.isShown(purpose));
    const isWhole = isStaff(viewer) && granted.length === mutations.length && shown.length === showing.length;
    const rights = [isStaff(viewer), ...shown, ...granted].join();
    const variant = known.get(rights) ?? (isWhole ? schema : without(schema, viewer));
    known.set(rights, variant);
    return variant;
  };
}

/** Whether the viewer may perform a mutation. No viewer may perform one without a declaration. */
const isGranted = (permission: Permission | null, viewer: Viewer): boolean =>
  permission !== null && viewer.may(permission);

const isStaff = ({ role }: Viewer): boolean => role === 'STAFF';

/** The purposes that show fields. */
function showingIn(schema: GraphQLSchema): readonly Purpose[] {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  const used = new Set(types.flatMap((type) => Object.values(type.getFields()).map((field) => metaOf(field).shownBy)));
  return purposes.filter((purpose) => used.has(purpose));
}

/** Whether the viewer sees a field. */
const isSeen = ({ forStaff, shownBy }: FieldMeta, viewer: Viewer): boolean =>
  (isStaff(viewer) || forStaff !== true) && (shownBy === undefined || viewer.isShown(shownBy));

/** `null` drops a member; types that become unreachable are dropped too. */
function without(schema: GraphQLSchema, viewer: Viewer): GraphQLSchema {
  const seesAll = isStaff(viewer);
  const destroys = Object.values(schema.getMutationType()?.getFields() ?? {}).some((field) => {
    const permission = permissionOf(field);
    return permission?.purpose === 'dangerous' && isGranted(permission, viewer);
  });
  const unlessForStaff = <Member extends Extensible>(member: Member): Member | null =>
    !seesAll && isForStaff(member) ? null : member;
  return pruneSchema(
    mapSchema(schema, {
      [MapperKind.MUTATION_ROOT_FIELD]: (field) => (isGranted(permissionOf(field), viewer) ? field : null),
      [MapperKind.COMPOSITE_FIELD]: (field) => (isSeen(metaOf(field), viewer) ? field : null),
      [MapperKind.OBJECT_TYPE]: unlessForStaff,
      [MapperKind.ARGUMENT]: unlessForStaff,
      [MapperKind.INPUT_OBJECT_FIELD]: unlessForStaff,
      [MapperKind.ENUM_VALUE]: unlessForStaff,
      [MapperKind.DIRECTIVE]: (directive) => (directive.name === dangerous.name && !destroys ? null : directive),
    }),
  );
}
