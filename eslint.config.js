import { readFileSync } from 'node:fs';
import graphql from '@graphql-eslint/eslint-plugin';
import { buildSchema, getNamedType, isObjectType } from 'graphql';

/*
 * Lints the printed contract, as a whole and as each role is shown it, and the example operations, and nothing else: code is oxlint's.
 * GraphQL ESLint's recommended and Relay rules hold with two exceptions, marked below, and for one field that callers already rely on.
 */

/** What callers are shown how to ask. */
const OPERATIONS = 'schema/operations/*.graphql';

const PRINTED = ['gateway', 'staff', 'partner', 'client', 'full'].map((name) => `schema/${name}.graphql`);

/** One for all, as the parser reads it once. Each printed schema is a project of its own. */
const languageOptions = {
  parser: graphql.parser,
  parserOptions: {
    graphQLConfig: {
      projects: {
        ...Object.fromEntries(PRINTED.map((schema) => [schema, { schema }])),
        operations: { schema: 'schema/gateway.graphql', documents: OPERATIONS },
      },
    },
  },
};

const whole = buildSchema(readFileSync(new URL('schema/full.graphql', import.meta.url), 'utf8'));

/** Object types that callers look up or page through: the nodes of connections, and the results of queries that take an id. */
function lookedUp() {
  const queries = Object.values(whole.getQueryType()?.getFields() ?? {});
  const byId = queries.filter(({ args }) => args.some(({ name }) => name === 'id'));
  const nodes = Object.values(whole.getTypeMap()).flatMap((type) =>
    isObjectType(type) && type.name.endsWith('Edge') ? [type.getFields().node] : [],
  );
  return new Set([...byId, ...nodes].map(({ type }) => getNamedType(type).name));
}

/** Types that are described by what they hold and looked up by nobody. Every other one needs an `id: ID!`. */
const VALUE_TYPES = Object.values(whole.getTypeMap())
  .filter((type) => isObjectType(type) && !lookedUp().has(type.name) && !('id' in type.getFields()))
  .map(({ name }) => name);

/**
 * Rules that have no options. Transaction.transactionId is the gateway's own number, beside the `id` that is ours; Server.serverId names a
 * server in inputs. WHMCS finds no entry of the activity log and no request to cancel a service again, so that they are no nodes.
 */
function exceptFor(rule, ...names) {
  const isExcepted = ({ node }) =>
    [node?.value, `${node?.parent?.parent?.name?.value}.${node?.value}`].some((name) => names.includes(name));
  return {
    ...rule,
    create: (context) =>
      rule.create(Object.create(context, { report: { value: (found) => isExcepted(found) || context.report(found) } })),
  };
}

export default [
  {
    files: PRINTED,
    languageOptions,
    plugins: {
      '@graphql-eslint': {
        ...graphql,
        rules: {
          ...graphql.rules,
          'relay-edge-types': exceptFor(graphql.rules['relay-edge-types'], 'ActivityEdge', 'CancellationRequestEdge'),
          'no-typename-prefix': exceptFor(
            graphql.rules['no-typename-prefix'],
            'Transaction.transactionId',
            'Server.serverId',
          ),
        },
      },
    },
    rules: {
      ...graphql.configs['flat/schema-recommended'].rules,
      ...graphql.configs['flat/schema-relay'].rules,

      // Exception 1, `nodes` beside `edges`: most callers never look at a cursor. Short reference lists are plain, too.
      '@graphql-eslint/relay-edge-types': [
        'error',
        { withEdgeSuffix: true, shouldImplementNode: true, listTypeCanWrapOnlyEdgeType: false },
      ],

      // Exception 2, value types without `id`: money has no identity.
      '@graphql-eslint/strict-id-in-types': [
        'error',
        {
          acceptedIdNames: ['id'],
          acceptedIdTypes: ['ID'],
          exceptions: {
            types: [...VALUE_TYPES, 'Activity', 'CancellationRequest'],
            suffixes: ['Connection', 'Edge', 'Payload', 'Error'],
          },
        },
      ],

      // Stricter than recommended: every type, field, argument, input field and enum value says what it is.
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          DirectiveDefinition: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
        },
      ],
    },
  },
  {
    files: [OPERATIONS],
    languageOptions,
    plugins: { '@graphql-eslint': graphql },
    rules: graphql.configs['flat/operations-recommended'].rules,
  },
];
