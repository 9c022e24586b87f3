/** graphql-jit, loaded when a query is compiled for the first time: it has more than a hundred files, for which a start would wait. */
import { createRequire } from 'node:module';
import type * as GraphqlJit from 'graphql-jit';

type Compiler = Pick<typeof GraphqlJit, 'compileQuery' | 'isCompiledQuery'>;

const require = createRequire(import.meta.url);

function load(): Compiler;
function load(): unknown {
  const library: unknown = require('graphql-jit');
  return library;
}

let loaded: Compiler | undefined;

/** Loaded without a promise, because a query is compiled within one turn. */
export const compiler = (): Compiler => (loaded ??= load());
