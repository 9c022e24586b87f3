/** schema: the contract as text; schema/gateway.graphql holds the same bytes. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from '../graph/schema.ts';

export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema))}\n`;
