/** Limits of variables. They are checked before GraphQL coerces the variables and repeats them in its errors. */
import {
  GraphQLError,
  isInputType,
  typeFromAST,
  type ExecutionArgs,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { Code } from '../../graph/base/errors.ts';
import { takesFiles } from '../../graph/schema-kit/input-limits.ts';
import { MOST_DEPTH } from '../http/body-shape.ts';

/** Only attachments make a request large. */
const BYTES_WITHOUT_FILES = 1024 * 1024;

/** Fields of one object; the largest input of the schema has half as many. */
const MOST_FIELDS = 50;

/** Of a field; GraphQL searches for similar names to suggest. */
const LONGEST_NAME = 100;

/** Why an operation must not be executed; null if it may be. */
export function excessOf(
  { schema, variableValues }: ExecutionArgs,
  operation: OperationDefinitionNode | null | undefined,
  bodyBytes: number,
): GraphQLError | null {
  if (bodyBytes > BYTES_WITHOUT_FILES && !(operation && mayHoldFiles(operation, schema)))
    return refusal(
      `The request is larger than ${BYTES_WITHOUT_FILES} bytes, which only operations with attachments may be.`,
      { status: 413 },
    );
  const fault = faultOf(Object.values(variableValues ?? {}));
  return fault === null ? null : refusal(fault, { spec: true, status: 400 });
}

const refusal = (message: string, http: object): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' satisfies Code, http } });

/** Whether one of the operation's variables can hold a file. */
const mayHoldFiles = ({ variableDefinitions = [] }: OperationDefinitionNode, schema: GraphQLSchema): boolean =>
  variableDefinitions.some((definition) => {
    const type = typeFromAST(schema, definition.type);
    return isInputType(type) && takesFiles(type);
  });

/** Goes level by level: the variables of a GET, which Yoga parses, may nest as deep as a header is long. */
function faultOf(values: readonly unknown[]): string | null {
  let level = values.filter(isObject);
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MOST_DEPTH) return `The variables nest more than ${MOST_DEPTH} objects and lists in each other.`;
    for (const each of level) {
      if (Array.isArray(each)) continue;
      const names = Object.keys(each);
      if (names.length > MOST_FIELDS) return `An object in the variables has more than ${MOST_FIELDS} fields.`;
      if (names.some((name) => name.length > LONGEST_NAME))
        return `The name of a field in the variables is longer than ${LONGEST_NAME} characters.`;
    }
    level = level.flatMap((each) => Object.values(each).filter(isObject));
  }
  return null;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
