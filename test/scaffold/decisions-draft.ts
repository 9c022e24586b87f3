/** The tests that fail until a person has made the decisions which the facts of a command do not answer. */
import type { Documented } from '../support/documented.ts';
import { inventedName } from './twin-draft.ts';

const test = (title: string, ...lines: string[]): string => `test('${title}', () => { ${lines.join('\n')} });`;

interface Context {
  readonly facts: Documented;
  /** Whether the simulator has answered the command before. */
  readonly isSimulated: boolean;
}

export function decisionsDraft(name: string, file: string, { facts, isSimulated }: Context): string {
  const common = isSimulated
    ? []
    : [
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
${isSimulated ? '' : `import * as simulated from '../../../src/simulator/commands/${file}.ts';\n`}import { ${name} } from '../../../src/whmcs/commands/${file}.ts';
${unknownRows.length > 0 ? `import { sample } from './samples.ts';\n` : ''}
${[...own, ...unknownRows, ...common].join('\n\n')}
`;
}

const readDecisions = (name: string): string[] => [
  test(
    `${name} declares the entities that its answer mentions; delete this test if it mentions no others`,
    `expect(Object.keys(${name}.mentions).length).toBeGreaterThan(1);`,
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

/** What a draft of a noun or of a mutation leaves open. */
export const describedDraft = (
  called: string,
  isMutation: boolean,
): string => `/** Decisions that the first draft of ${called} leaves open. Delete this file when it passes. */
import { printSchema } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../../../src/graph/schema.ts';
${isMutation ? `import { mutations } from '../../../../src/graph/write/declare-mutation.ts';\n` : ''}
${test(
  `${called} describes itself and its fields`,
  `const undecided = printSchema(schema).split('\\n').filter((line) => line.includes('Undecided.'));`,
  `expect(undecided).toEqual([]);`,
)}
${
  isMutation
    ? test(
        `${called} says whom it is offered to; delete this test if that is staff alone`,
        `expect(mutations.get('${called}')?.offered).not.toBe('NOBODY');`,
      )
    : ''
}
`;
