/** The whole graph: what is common to it, and every noun's types, queries and mutations. */
import { specifiedDirectives } from 'graphql';
import './schema-kit/scalars.ts';
import './schema-kit/money.type.ts';
import './nouns/index.ts';
import { builder } from './schema-kit/builder.ts';
import { countRows } from './schema-kit/count-rows.ts';
import { dangerous } from './schema-kit/dangerous.ts';
import { limitInputs } from './schema-kit/input-limits.ts';
import { offIn } from './schema-kit/served.ts';

/** Everything, also what is off by default; `served` and `variantsOf` derive what callers get. */
export const schema = limitInputs(
  // What is printed is sorted there: sorting means building all of it a second time.
  countRows(builder.toSchema({ directives: [...specifiedDirectives, dangerous], sortSchema: false })),
);

/** The name of every mutation. */
export const mutationNames: readonly string[] = Object.keys(schema.getMutationType()?.getFields() ?? {});

/** The names of the mutations that `secrets` of the configuration may list. */
export const secretNames: readonly string[] = offIn(schema);
