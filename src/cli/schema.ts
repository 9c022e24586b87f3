/** schema: the contract as text; the files in schema/ hold the same bytes. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import { configured } from '../access/viewer.ts';
import { roles, type Role } from '../config/roles.ts';
import { schema } from '../graph/schema.ts';
import { variantsOf } from '../graph/schema-kit/variants.ts';

/** The whole graph, or what a role is shown that `allow` neither adds to nor takes from. */
export function printedSchema(roleName?: keyof typeof roles): string {
  const shown = roleName === undefined ? schema : schemaOf(roles[roleName]);
  return `${printSchema(lexicographicSortSchema(shown))}\n`;
}

const schemaOf = (role: Role) => variantsOf(schema)(configured({ name: role, role }));
