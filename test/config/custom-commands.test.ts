/** `customCommands` of the configuration file. */
import { describe, expect, it } from 'vitest';
import { parseConfigFile } from '../../src/config/parse-file.ts';

const problemsOf = (text: string) => parseConfigFile(text, 'gateway.yaml').problems;

it('lists commands with their parameters', () => {
  const { settings, problems } = parseConfigFile(
    `customCommands:
  - { name: GetRacks, kind: read, params: [site] }
  - { name: MoveRack, kind: write }
`,
    'gateway.yaml',
  );
  expect(problems).toBeUndefined();
  expect(settings?.customCommands).toEqual([
    { name: 'GetRacks', kind: 'read', params: ['site'] },
    { name: 'MoveRack', kind: 'write', params: [] },
  ]);
});

describe('ends the start with', () => {
  it.each([
    ['a command of WHMCS, in any case', '{ name: getclients, kind: read }', 'is getclients, a command of WHMCS itself'],
    ['no kind', '{ name: GetRacks }', 'must be one of read, write'],
    ['a name that is none', '{ name: "Get Racks", kind: read }', 'must be the name of a command'],
    [
      'a parameter of every call',
      '{ name: GetRacks, kind: read, params: [Action] }',
      'params[0] is Action, which the gateway sends',
    ],
    [
      'a credential',
      '{ name: GetRacks, kind: read, params: [site, secret] }',
      'params[1] is secret, which the gateway sends',
    ],
    ['a parameter twice', '{ name: GetRacks, kind: read, params: [site, site] }', 'is a duplicate of params[0]'],
    ['a parameter that is none', '{ name: GetRacks, kind: read, params: ["a[b]"] }', 'must be the name of a parameter'],
    [
      'a command twice',
      '{ name: GetRacks, kind: read }\n  - { name: getracks, kind: write }',
      'is a duplicate of customCommands[0].name',
    ],
  ])('%s', (_, command, message) => {
    expect(problemsOf(`customCommands:\n  - ${command}\n`)).toEqual([expect.stringContaining(message)]);
  });
});

it('may be named by the commands of a credential', () => {
  const file = (allow: string) => `
customCommands: [{ name: GetRacks, kind: read }, { name: MoveRack, kind: write }]
credentials: [{ name: racks, identifier: abc, secret: def, allow: [${allow}] }]
`;
  expect(parseConfigFile(file('GetRacks'), 'gateway.yaml').settings?.credentials[0]?.allow).toEqual(['GetRacks']);
  const { settings } = parseConfigFile(file('read'), 'gateway.yaml');
  expect(settings?.credentials[0]?.allow).toContain('GetRacks');
  expect(settings?.credentials[0]?.allow).not.toContain('MoveRack');
  expect(problemsOf(file('GetRooms'))).toEqual([expect.stringContaining('is "GetRooms", which is neither a purpose')]);
});
