/** The schema that is served: mutations that are off are not in it until the configuration names them. */
import { GraphQLObjectType, GraphQLSchema, isObjectType } from 'graphql';
import { permissionOf } from './permission.ts';

/** The mutations that are in no schema until `secrets` names them. */
export const offIn = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((field) =>
    permissionOf(field)?.isOff ? [field.name] : [],
  );

/**
 * The schema without the mutations that are off, and without the types that only they reach. It shares all other types with the whole
 * one, so that making it costs little.
 *
 * @param secrets the mutations that the configuration names
 */
export function served(schema: GraphQLSchema, secrets: readonly string[]): GraphQLSchema {
  const off = new Set(offIn(schema).filter((name) => !secrets.includes(name)));
  const all = schema.getMutationType();
  if (off.size === 0 || !all) return schema;
  const { fields, ...mutation } = all.toConfig();
  const { types, ...rest } = schema.toConfig();
  return new GraphQLSchema({
    ...rest,
    mutation: new GraphQLObjectType({
      ...mutation,
      fields: Object.fromEntries(Object.entries(fields).filter(([name]) => !off.has(name))),
    }),
    // Types that implement an interface are reached through it alone.
    types: types.filter((type) => isObjectType(type) && type.getInterfaces().length > 0),
  });
}
