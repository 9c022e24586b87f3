import type { CodegenConfig } from '@graphql-codegen/cli';

/**
 * Typed documents for our tests, and an example of what a caller would set up.
 * It reads the committed SDL, never the code that makes it: loading a TypeScript schema fails on Node 20.
 */
const config: CodegenConfig = {
  schema: 'schema/gateway.graphql',
  documents: 'schema/operations/*.graphql',
  // Without it the output imports './graphql', which nodenext refuses.
  importExtension: '.ts',
  generates: {
    'test/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        // A document is its own text: String(document) goes into the request as it is.
        documentMode: 'string',
        useTypeImports: true,
        enumsAsTypes: true,
        scalars: { Date: 'string', DateTime: 'string', Base64: 'string', Decimal: 'string', JSON: 'unknown' },
        strictScalars: true,
        defaultScalarType: 'unknown',
        skipTypename: false,
      },
    },
  },
};

export default config;
