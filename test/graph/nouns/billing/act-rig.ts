/** Performs mutations of the billing desk, and shows what reached WHMCS. */
import type { As, TestGateway } from '../../../support/gateway.ts';

export interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

const errors = `... on UserError { message } ... on InvalidInputError { path } ... on RefusedError { reason }
  ... on ConflictError { subject expected actual } ... on UnknownOutcomeError { command }`;

/** A function that performs one mutation, whose payload is shown as selected. */
export const performer = (gateway: () => TestGateway, mutation: string, selection: string) => {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}`;
  const document = `mutation ($input: ${type}Input!) { ${mutation}(input: $input) {
    __typename ... on ${type}Payload { ${selection} } ${errors} } }`;
  return async (input: object, as: As = 'staff') => {
    const asked = await gateway().execute<Record<string, Ending> | undefined>(document, { input }, { as });
    const { data, calls, extensions } = asked;
    return {
      ending: data?.[mutation] ?? { __typename: 'rejected', errors: asked.errors },
      calls: calls.map(({ action }) => action),
      /** The parameters of the last call of a command. */
      sent: (action: string) => calls.findLast((call) => call.action === action)?.params ?? {},
      extensions,
    };
  };
};
