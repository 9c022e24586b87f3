/** schema: prints the schema. The files in schema/ have the same bytes. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import { configured } from '../access/viewer.ts';
import { roles, type Role } from '../config/roles.ts';
import { schema } from '../graph/schema.ts';
import { variantsOf } from '../graph/schema-kit/variants.ts';

/** The whole schema, or the schema of a role without changes by `allow`. */
export function printedSchema(roleName?: keyof typeof roles): string {
  const shown = roleName === undefined ? schema : schemaOf(roles[roleName]);
  return `${printSchema(lexicographicSortSchema(shown))}\n`;
}

const schemaOf = (role: Role) => variantsOf(schema)(configured({ name: role, role }));
