/** `@dangerous`: marks in the printed schema the mutations that destroy what cannot be made again. */
import { DirectiveLocation, GraphQLDirective, lexicographicSortSchema, printSchema, type GraphQLSchema } from 'graphql';

export const dangerous = new GraphQLDirective({
  name: 'dangerous',
  description:
    'The mutation destroys something that cannot be restored, or reconfigures the installation. Ask a person before you send it.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
});

/** Among the extensions of a field, it is the applied directive: tools that read directives from there find it. */
export const markedDangerous = { directives: { dangerous: {} } } as const;

const isMarked = (extensions: Readonly<Record<string, unknown>>): boolean => {
  const { directives } = extensions;
  return typeof directives === 'object' && directives !== null && dangerous.name in directives;
};

/** A sorted schema in SDL, as the files in schema/ have it. graphql-js prints no applied directives. */
export function printedWithDirectives(schema: GraphQLSchema): string {
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {});
  const results = new Set(fields.flatMap(({ type, extensions }) => (isMarked(extensions) ? [String(type)] : [])));
  const printed = printSchema(lexicographicSortSchema(schema));
  // Each mutation has a result of its own, so that its type finds the end of the field.
  return `${printed.replaceAll(/\): (\w+Result)$/gm, (end, result: string) => (results.has(result) ? `${end} @${dangerous.name}` : end))}\n`;
}
