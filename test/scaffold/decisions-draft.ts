/** The tests that fail until a person has made the decisions which the facts of a command do not answer. */
import type { Documented } from '../support/documented.ts';
import { inventedName } from './twin-draft.ts';

const test = (title: string, ...lines: string[]): string => `test('${title}', () => { ${lines.join('\n')} });`;

export function decisionsDraft(name: string, noun: string, facts: Documented): string {
  const common = [
    test(
      `the simulator answers ${name} from a table of its world, or changes it`,
      `expect(simulated).not.toHaveProperty('${inventedName(name)}');`,
    ),
  ];
  const own = facts.kind === 'read' ? readDecisions(name) : writeDecisions(name);
  const unknownRows =
    facts.listPath !== undefined && !facts.shapes
      ? [
          test(
            `${name} names the columns of its rows, of which WHMCS documents none`,
            `expect(JSON.stringify(sample('${name}.tidy'))).not.toContain('[{"id":"4001"}]');`,
          ),
        ]
      : [];
  return `/** Decisions that the first draft of ${name} leaves open. Delete this file when it passes. */
import { expect, test } from 'vitest';
import * as simulated from '../../../src/simulator/commands/${noun}.ts';
import { ${name} } from '../../../src/whmcs/commands/${noun}.ts';
${facts.kind === 'read' ? `import { decode } from '../../../src/whmcs/wire/decode.ts';\n` : ''}${
    facts.kind === 'read' || unknownRows.length > 0 ? `import { sample } from './samples.ts';\n` : ''
  }
${[...own, ...unknownRows, ...common].join('\n\n')}
`;
}

const readDecisions = (name: string): string[] => [
  test(
    `${name} declares the topics that its answer depends on`,
    `const tags = ${name}.tags(${name}.probe, decode(${name}, sample('${name}.tidy'), 200));`,
    `expect(tags.filter((tag) => tag.startsWith('installation'))).toEqual([]);`,
  ),
  test(
    `${name} declares the entities that its answer mentions; delete this test if it mentions none`,
    `expect(Object.keys(${name}.mentions)).not.toEqual([]);`,
  ),
];

const writeDecisions = (name: string): string[] => [
  test(
    `${name} has the purpose by which credentials are allowed to send it; delete this test if it is dangerous`,
    `expect(${name}.purpose).not.toBe('dangerous');`,
  ),
  test(
    `${name} declares what it changes; delete this test if no command reads that`,
    `expect(Object.keys(${name}.changes)).not.toEqual([]);`,
  ),
  test(
    `${name} has a rule that finds out by reads whether it happened, or a reason why no read can`,
    `expect(${name}.reconcile).not.toEqual({ never: 'undecided' });`,
  ),
];
