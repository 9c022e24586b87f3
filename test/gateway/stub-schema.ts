import {
  GraphQLBoolean,
  GraphQLError,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from 'graphql';
import type { Graph } from '../../src/graph/graph.ts';
import { withPermission } from '../../src/graph/schema-kit/permission.ts';
import { withoutJournal } from '../../src/graph/write/journal-writer.ts';
import { GetCurrencies, GetPaymentMethods } from '../../src/whmcs/commands/system.ts';
import { SendEmail } from '../../src/whmcs/commands/emails.ts';
import { UnreachableError } from '../../src/whmcs/errors.ts';

/** Set while a test waits for an operation to reach this field. */
export const hooks: { onSlowStart?: () => void } = {};

/** A small graph of all cases that a gateway meets: calls, expected and unexpected failures, caller errors. */
export const stubSchema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, Graph>({
    name: 'Query',
    fields: {
      me: { type: GraphQLString, resolve: (_, __, graph) => graph.viewer.name },
      currencies: {
        type: GraphQLInt,
        resolve: async (_, __, graph) => (await graph.session.read(GetCurrencies, {})).currencies.length,
      },
      paymentMethods: {
        type: GraphQLInt,
        resolve: async (_, __, graph) => (await graph.session.read(GetPaymentMethods, {})).paymentmethods.length,
      },
      broken: {
        type: GraphQLString,
        resolve: () => {
          throw new TypeError('cannot read the-secret-of-whmcs of undefined');
        },
      },
      unreachable: {
        type: GraphQLString,
        resolve: () => {
          throw new UnreachableError('GetInvoices', 'WHMCS is unreachable: nothing listens at 10.0.0.1', {
            sent: false,
            transient: true,
          });
        },
      },
      coded: {
        type: GraphQLString,
        resolve: () => {
          throw new GraphQLError('not for you', { extensions: { code: 'FORBIDDEN' } });
        },
      },
      foreign: {
        type: GraphQLString,
        resolve: () => {
          throw new GraphQLError('a library speaks', { extensions: { code: 'SOMETHING_ELSE' } });
        },
      },
      notANumber: { type: GraphQLInt, resolve: () => 'many' },
      never: { type: new GraphQLNonNull(GraphQLString), resolve: () => null },
      double: {
        type: GraphQLInt,
        args: { of: { type: new GraphQLNonNull(GraphQLInt) } },
        resolve: (_, { of }: { of: number }) => of * 2,
      },
    },
  }),
  mutation: new GraphQLObjectType<unknown, Graph>({
    name: 'Mutation',
    fields: {
      emailSend: {
        type: GraphQLBoolean,
        ...withPermission({ name: 'emailSend', purpose: 'support', offered: 'ALLOWED', isOff: false }),
        resolve: async (_, __, graph) => {
          graph.session.begin(withoutJournal);
          await graph.session.write(SendEmail, { messagename: 'Client Signup Email', id: 1 }, 1);
          return true;
        },
      },
    },
  }),
});
