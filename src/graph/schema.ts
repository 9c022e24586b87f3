/** The whole graph: what is common to it, and every noun's types, queries and mutations. */
import './schema-kit/scalars.ts';
import './schema-kit/money.type.ts';
import './nouns/index.ts';
import { builder } from './schema-kit/builder.ts';
import { countRows } from './schema-kit/count-rows.ts';
import { limitInputs } from './schema-kit/input-limits.ts';

export const schema = limitInputs(countRows(builder.toSchema()));

/** The name of every mutation. */
export const mutationNames: readonly string[] = Object.keys(schema.getMutationType()?.getFields() ?? {});
