/** The tabs of GraphiQL in the demo: documents that each role may send. The first one only reads. */
import { getOperationAST, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { demoRoles, demoTokens, sessionsOf } from '../../src/cli/demo-roles.ts';
import { operations } from '../../src/cli/package-files.ts';
import { schema } from '../../src/graph/schema.ts';
import { variantsOf } from '../../src/graph/schema-kit/variants.ts';

const sessions = sessionsOf(operations());
const schemaFor = variantsOf(schema);

it.each(demoRoles.map(({ name }, index) => [name, index] as const))(
  'every tab of %s is valid for it',
  (name, index) => {
    const viewer = demoTokens[index]?.viewer;
    const tabs = sessions[name]?.tabs ?? [];
    expect(viewer).toBeDefined();
    expect(tabs.length).toBeGreaterThan(3);
    for (const { query } of tabs) if (viewer) expect(validate(schemaFor(viewer), parse(query))).toEqual([]);
  },
);

it.each(demoRoles)('the tab of $name that runs on load only reads', ({ name }) => {
  const [first] = sessions[name]?.tabs ?? [];
  expect(getOperationAST(parse(first?.query ?? ''))?.operation).toBe('query');
});
