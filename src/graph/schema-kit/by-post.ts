/**
 * Queries that must not be asked by GET: a link, a prefetch or a cache on the way could send them again. They change nothing, as far as the
 * gateway knows; the command behind them would in another mode.
 */
import { visit, type DocumentNode, type GraphQLSchema } from 'graphql';

/** Put among the options of a query: `extensions: byPost`. */
export const byPost = { byPost: true } as const;

/** The first query of a document that is answered by POST alone, if it has one. */
export function queryByPost(document: DocumentNode, schema: GraphQLSchema): string | undefined {
  const queries = schema.getQueryType()?.getFields() ?? {};
  let found: string | undefined;
  visit(document, {
    Field({ name: { value } }) {
      // The name alone counts: a field of the same name elsewhere is refused as well, and no fragment hides one.
      if (queries[value]?.extensions['byPost'] === true) found ??= value;
    },
  });
  return found;
}
