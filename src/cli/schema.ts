/** schema: prints the schema. The files in schema/ have the same bytes. */
import { configured } from '../access/viewer.ts';
import { roles, type Role } from '../config/roles.ts';
import { schema } from '../graph/schema.ts';
import { printedWithDirectives } from '../graph/schema-kit/dangerous.ts';
import { served } from '../graph/schema-kit/served.ts';
import { variantsOf } from '../graph/schema-kit/variants.ts';

/** What can be printed beside the schema as it is served by default. */
type Printable = keyof typeof roles | 'full';

/** The schema as it is served by default, that of a role without changes by `allow`, or everything. */
export const printedSchema = (which?: Printable): string => printedWithDirectives(schemaOf(which));

function schemaOf(which: Printable | undefined) {
  if (which === 'full') return schema;
  return which === undefined ? served(schema, []) : ofRole(roles[which]);
}

const ofRole = (role: Role) => variantsOf(schema)(configured({ name: role, role }));
