/** The operations that metrics name: those in schema/operations, and those in the configuration. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kind, parse } from 'graphql';
import type { Config } from '../config/index.ts';
import { ConfigError } from '../config/config-error.ts';

/** Each name creates more than a dozen time series. */
const MAX_OPERATIONS = 500;

/**
 * @param own the names of schema/operations
 * @throws ConfigError if `metrics.documents` cannot be read, or names too many operations
 */
export function knownOperations({ operations, documents }: Config['metrics'], own: Iterable<string>): string[] {
  const names = new Set([...own, ...operations, ...(documents === undefined ? [] : namesIn(documents))]);
  if (names.size > MAX_OPERATIONS)
    throw new ConfigError([`metrics names ${names.size} operations; the maximum is ${MAX_OPERATIONS}`]);
  return [...names];
}

/** The names of all operations in the .graphql and .gql files of a directory and its subdirectories. */
function namesIn(directory: string): string[] {
  const wrong = (what: string, error: unknown): ConfigError =>
    new ConfigError([`metrics.documents: ${what}: ${error instanceof Error ? error.message : String(error)}`]);
  let files: string[];
  try {
    files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(graphql|gql)$/.test(name),
    );
  } catch (error) {
    throw wrong(`${JSON.stringify(directory)} cannot be read`, error);
  }
  return files.flatMap((name) => {
    try {
      const { definitions } = parse(readFileSync(join(directory, name), 'utf8'), { noLocation: true });
      return definitions.flatMap((definition) =>
        definition.kind === Kind.OPERATION_DEFINITION && definition.name ? [definition.name.value] : [],
      );
    } catch (error) {
      throw wrong(`${name} is not a GraphQL document`, error);
    }
  });
}
