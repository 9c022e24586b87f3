/** Only attachments make a request large: what an operation without one may send is a good deal less. */
import { GraphQLError, isInputType, typeFromAST, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Code } from '../graph/errors.ts';
import { takesFiles } from '../graph/input-limits.ts';

export const BYTES_WITHOUT_FILES = 1024 * 1024;

/** Whether a file fits into one of an operation's variables. */
export const mayHoldFiles = ({ variableDefinitions = [] }: OperationDefinitionNode, schema: GraphQLSchema): boolean =>
  variableDefinitions.some((definition) => {
    const type = typeFromAST(schema, definition.type);
    return isInputType(type) && takesFiles(type);
  });

/** Said of a larger request whose operation takes no file. */
export const tooLarge = new GraphQLError(
  `The request is larger than ${BYTES_WITHOUT_FILES} bytes, which only operations with attachments may be.`,
  { extensions: { code: 'BAD_USER_INPUT' satisfies Code, http: { status: 413 } } },
);
