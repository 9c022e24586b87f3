import { describe, expect, it, test } from 'vitest';
import { paramNames, type Command } from '../../src/whmcs/command.ts';
import { decode } from '../../src/whmcs/decode.ts';
import { encodeForm } from '../../src/whmcs/transport/form.ts';
import { isObject, mapJson, pathsOf } from './answers.ts';
import { documentedPaths, given, onTheWire } from './documented.ts';
import { differences } from './meaning.ts';
import { registered } from './samples.ts';
import { catalogue, describeShared, type Documented } from '../support/shared.ts';

/** Documented fields that only repeat others: custom fields by their position, beside the list of them. */
const REPEATED = ['client.customfields1'];

/** The catalogue's `plural.singular[]` is `plural[]` in our answers. */
const ours = (path: string): string => path.replaceAll(/\.\w+\[\]/g, '[]');

describeShared('the documentation', () => {
  const documented = catalogue();
  const of = ({ name }: Command): Documented => documented.get(name) ?? expect.fail(`${name} is not documented`);
  const each = registered.map((command) => [command.name, command] as const);

  test.each(each)('%s is of the documented kind', (_, command) => {
    const { kind, repeat, remote } = of(command);
    expect(command.kind).toBe(kind);
    const { repeat: own, remote: reached } = command.kind === 'write' ? command : { repeat: 'none', remote: undefined };
    expect({ repeat: own, remote: reached }).toEqual({ repeat, remote });
  });

  test.each(each)('%s reads every documented field that is not secret', (_, command) => {
    const accounted = new Set([...pathsOf(command.answer), ...(command.secret ?? []).map(ours), ...REPEATED]);
    expect(documentedPaths(of(command)).filter((path) => !accounted.has(path))).toEqual([]);
  });

  test.each(each)('%s drops every field that the catalogue calls sensitive', (_, command) => {
    expect(command.secret ?? []).toEqual(expect.arrayContaining(of(command).sensitiveFields));
  });

  test.each(each)('%s takes no parameter that is not documented, nor one that is deprecated', (_, command) => {
    const usable = of(command).params.filter(({ note }) => !note?.deprecated);
    const names = usable.map(({ name }) => name.replace(/\[.*/, ''));
    expect(names).toEqual(expect.arrayContaining(paramNames(command.params)));
  });

  test.each(each)('%s takes every parameter that is required', (_, command) => {
    const required = of(command).params.filter((param) => param.required && param.name !== 'action');
    expect(paramNames(command.params)).toEqual(expect.arrayContaining(required.map(({ name }) => name)));
  });

  describe('example answers', () => {
    const examples = each.flatMap(([name, command]) =>
      [of(command).examplesResponse].flat().map((answer) => [name, command, answer] as const),
    );

    it('are there for every command', () => {
      expect(new Set(examples.map(([name]) => name)).size).toBe(registered.length);
    });

    test.each(examples)('%s keeps its meaning', (_, command, answer) => {
      const nested = of(command).exampleNested ?? answer;
      const dropped = new Set([...(command.secret ?? []).map(ours), ...REPEATED, 'result']);
      const decoded = decode(command, asObject(answer), 200);
      expect(differences(nested, decoded, (path) => dropped.has(path))).toEqual([]);
    });

    test.each(examples)('%s loses its secrets', (_, command, answer) => {
      const secret = new Set(command.secret ?? []);
      const planted = mapJson(answer, (path, value) => (secret.has(path) ? 'CANARY' : value));
      expect(JSON.stringify(decode(command, asObject(planted), 200))).not.toContain('CANARY');
    });
  });

  describe('example requests', () => {
    const examples = each.map(([name, command]) => [name, command, exampleOf(of(command))] as const);

    test.each(examples)('%s is accepted and sent as documented', (_, command, example) => {
      const params = Object.fromEntries(example.map(({ name, value, type, csv }) => [name, given(value, type, csv)]));
      const form = new URLSearchParams(encodeForm(command.params.parse(params)));
      const expected = Object.fromEntries(example.flatMap(({ name, value }) => onTheWire(name, value)));
      // What is false may be sent as 0; the old name of `serviceid` goes with it.
      const sent = [...form].filter(([name, text]) => name in expected || (text !== '0' && name !== 'accountid'));
      expect(Object.fromEntries(sent)).toEqual(expected);
    });
  });
});

const asObject = (value: unknown): Record<string, unknown> => (isObject(value) ? value : expect.fail('no object'));

/** The parameters of the documented request, without those that are documented to be none. */
function exampleOf({ params, exampleRequest, docIssues }: Documented) {
  const strangers = new Set(
    (docIssues ?? []).filter(({ code }) => code === 'exampleParamNotInTable').map(({ name }) => name),
  );
  return Object.entries(exampleRequest ?? {}).flatMap(([sent, value]) => {
    const param = params.find(({ name, note }) => name === sent || note?.exampleName === sent);
    if (!param) return strangers.has(sent) ? [] : expect.fail(`${sent} is not documented`);
    const csv = param.note?.csv === true || param.note?.itemFormat?.startsWith('csv') === true;
    return [{ name: param.name, value, type: param.type, csv }];
  });
}
