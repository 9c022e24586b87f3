/** Which objects of an answer are rows: things with an id of their own, and whatever stands in a list. Amounts and the like are not. */
import { isAbstractType, isObjectType, type GraphQLNamedType } from 'graphql';

/** Whether a field that shows one object of this type shows a row. */
export const isRow = (type: GraphQLNamedType): boolean =>
  isObjectType(type)
    ? type.getInterfaces().some(({ name }) => name === 'Node')
    : isAbstractType(type) && type.name === 'Node';

/** Whether a type only stands around its row, which was counted with the list. */
export const isWrapper = (type: string): boolean => type.endsWith('Edge');

/** Whether a type is a page of a list. */
export const isConnection = (type: string): boolean => type.endsWith('Connection');

/** Put among the options of a field, it says that its list has the rows of all clients, as a command tells them. */
export const everyones = (command: string) => ({ extensions: { lists: command } });

/** The command whose rows of all clients a field shows. */
export const listOf = ({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }): string | null =>
  typeof extensions['lists'] === 'string' ? extensions['lists'] : null;
