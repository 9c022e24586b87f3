/** Pothos, configured: everything else is declared in the nouns' folders. */
import SchemaBuilder from '@pothos/core';
import fieldMeta from './field-meta-plugin.ts';
import type { ResolverContext } from '../read/scope.ts';
import type { Owner } from './owner.ts';

export interface GraphTypes {
  Context: ResolverContext;
  /** Types that declarations name before they are declared. */
  Objects: { Client: Owner };
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: Date; Output: string };
    Decimal: { Input: string; Output: string };
    JSON: { Input: unknown; Output: unknown };
    Base64: { Input: string; Output: string };
  };
}

/** The types of a schema that was configured so. */
export type Types = PothosSchemaTypes.ExtendDefaultTypes<GraphTypes>;

/** Fields may be null where nothing else is said, items of lists may not: Pothos's defaults, and ours. */
export const builder = new SchemaBuilder<GraphTypes>({ plugins: [fieldMeta] });

builder.queryType({ description: 'Everything that can be asked.' });
builder.mutationType({
  description: 'Everything that can be done. Noun first, then the act; each names its WHMCS command.',
});
