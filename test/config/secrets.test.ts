/** A configuration file may hold secrets, even in the wrong place: messages about its mistakes hold none. */
import { describe, expect, it } from 'vitest';
import { describeValue } from '../../src/config/describe-value.ts';
import { problemsOf } from '../support/config-file.ts';

describe('a secret is never shown', () => {
  it.each([
    'budget: { staff: hunter22',
    'budget: "hunter22',
    'budget: "5" hunter22',
    'budget: { staff: 5 hunter22: 6 }',
    'budget: "\\uhunter22"',
    'budget: !hunter22 5',
    'budget: !<hunter22> 5',
    'budget: !h!hunter22 5',
    'budget: @hunter22',
    'budget: `hunter22`',
    'budget: *hunter22',
    'budget: &hunter22 5',
    'budget: | hunter22\n  x',
    'budget: >hunter22',
    '%hunter22\n---\nbudget: 5',
    '%YAML hunter22\n---\nbudget: 5',
    'budget:\n  token:hunter22',
    'budget:\n  - hunter22',
    'token:hunter22',
    'budget:\n  staff: 5\n hunter22',
    'budget:\n\thunter22: 5',
    'budget: 5\n--- hunter22\n',
    'budget: 5\n... hunter22\n',
    'budget: {} hunter22 {}',
    'budget: [hunter22}',
    'viewers: [{ token: hunter22 }]',
    'viewers: [{ token: "sha256:hunter22" }]',
    'viewers: [{ token: [hunter22] }]',
    'viewers: [{ token: { hunter22: 5 } }]',
    'viewers: [hunter22]',
    'viewers: hunter22',
    'jwt: { jwksUrl: "https://me:hunter22@id.example.com" }',
    'jwt: { jwksUrl: "http://hunter22@id.example.com" }',
  ])('in the messages about %j', (text) => {
    for (const name of ['gateway.yaml', 'gateway.json']) {
      const problems = problemsOf(text, name);
      expect(problems).not.toEqual([]);
      expect(problems.join('\n')).not.toContain('hunt');
    }
  });
});

it.each([
  ['hunter22', ['viewers', 0, 'token'], 'a string'],
  [22, ['credentials', 'apiSecret'], 'a number'],
  ['hunter22', ['passwords', 0], 'a string'],
  [['hunter22'], ['jwt', 'issuer'], 'a list'],
  [{ token: 'hunter22' }, ['jwt', 'issuer'], 'a mapping'],
  [undefined, ['jwt', 'issuer'], 'an empty value'],
  [true, ['jwt', 'issuer'], 'true'],
  ['x'.repeat(100), ['jwt', 'issuer'], `"${'x'.repeat(59)}…`],
])('%j at %j is described as %s', (value, path, words) => {
  expect(describeValue(value, path)).toBe(words);
});
