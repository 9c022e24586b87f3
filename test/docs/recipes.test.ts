/**
 * The recipes of docs/recipes.md and the examples of the README, run against the demo's world: each operation, with its variables,
 * returns the printed response. A section is one scene; its operations run one after another.
 */
import { describe, expect, it } from 'vitest';
import { demoTokens } from '../../src/cli/demo-roles.ts';
import { startTestGateway, type Executed } from '../support/gateway.ts';
import { blocksIn, read, type Block } from './pages.ts';

interface Step {
  readonly operation: string;
  readonly as: string;
  readonly headers: Readonly<Record<string, string>>;
  variables: Record<string, unknown>;
  answer?: unknown;
  /** Calls to WHMCS that the page promises. */
  calls?: number;
}

/** Steps by the heading of their section, in the order of the page. */
function scenesOf(blocks: readonly Block[]): Map<string, Step[]> {
  const scenes = new Map<string, Step[]>();
  for (const { language, code, before, heading } of blocks) {
    const steps = scenes.get(heading) ?? [];
    if (language === 'graphql') {
      const [as = 'demo-staff'] = /demo-(?:staff|partner|client)/.exec(before) ?? [];
      const headers = [...before.matchAll(/`(X-[\w-]+): ([^`]+)`/g)].map(([, name = '', value = '']) => [name, value]);
      steps.push({ operation: code, as, headers: Object.fromEntries(headers), variables: {} });
      scenes.set(heading, steps);
    }
    const step = steps.at(-1);
    if (language !== 'json' || !step) continue;
    const value: unknown = JSON.parse(code);
    if (/^Variables\b/m.test(before)) step.variables = value as Record<string, unknown>;
    else {
      step.answer = value;
      const [, calls] = /(\d+) calls? to WHMCS/.exec(before) ?? [];
      if (calls !== undefined) step.calls = Number(calls);
    }
  }
  return scenes;
}

/** The printed part of a response: data and errors always, and the extensions that the page prints. */
function expectAnswer({ data, errors, extensions }: Executed<unknown>, printed: unknown): void {
  const { extensions: shown = {}, ...answer } = printed as { extensions?: object };
  expect({ data, ...(errors && { errors }) }).toEqual(answer);
  expect(extensions ?? {}).toMatchObject(shown);
}

describe.each(['README.md', 'docs/recipes.md'])('%s', (page) => {
  it.each([...scenesOf(blocksIn(read(page)))])('%s', async (_, steps) => {
    // As in the demo: see src/cli/demo.ts.
    const gateway = await startTestGateway({
      tokens: demoTokens,
      gateway: { customFields: { clients: [4, 9], services: [12], tickets: [] } },
    });
    try {
      for (const { operation, as, headers, variables, answer, calls } of steps) {
        const executed = await gateway.execute<unknown>(operation, variables, { as, headers });
        expectAnswer(executed, answer);
        if (calls !== undefined) expect(executed.calls).toHaveLength(calls);
      }
    } finally {
      await gateway.close();
    }
  });
});

it('docs/recipes.md has a recipe for each promised task', () => {
  const promised = [...read('docs/recipes.md').matchAll(/^- \[(.*)\]\(#.*\)$/gm)].map(([, title = '']) => title);
  expect([...scenesOf(blocksIn(read('docs/recipes.md'))).keys()]).toEqual(promised);
  expect(promised.length).toBeGreaterThanOrEqual(7);
});
