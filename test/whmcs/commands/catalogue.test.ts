/** Commands match WHMCS's documentation: the facts in the repository, and the catalogue beside the checkout. */
import { describe, expect, it, test } from 'vitest';
import { paramNames, type Command } from '../../../src/whmcs/command.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { encodeForm } from '../../../src/whmcs/transport/form.ts';
import { documentation, type Documented } from '../../support/documented.ts';
import { catalogue, describeShared, factsOf, type Entry } from '../../support/shared.ts';
import { isObject, mapJson, pathsOf } from './answers.ts';
import { documentedPaths, given, onTheWire } from './documented.ts';
import { differences } from '../wire/meaning.ts';
import { requestFor } from './requests.ts';
import { registered, sample } from './samples.ts';

/** Documented fields that only repeat others: custom fields by their position, beside the list of them. */
const isRepeated = (path: string): boolean => /^client\.customfields\d+$/.test(path);

/** What WHMCS documents by mistake. */
const misprints: Readonly<Record<string, readonly string[]>> = {
  // A month of one digit.
  GetProject: ['projectinfo.lastmodified'],
  // Its rows are in `projects`, which no table names.
  GetProjects: ['invoices'],
};

const isMisprinted = ({ name }: Command, path: string): boolean => misprints[name]?.includes(path) ?? false;

/** The catalogue's `plural.singular[]` is `plural[]` in our answers. */
const ours = (path: string): string => path.replaceAll(/\.\w+\[\]/g, '[]');

const each = registered.map((command) => [command.name, command] as const);

const documentationOf = ({ name }: Command): Documented =>
  documentation.get(name) ?? expect.fail(`${name} is not documented`);

/** A form as a map from name to text. */
const sentAs = (command: Command, params: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(encodeForm(command.params.parse(params))));

/** The parts of an answer's meaning that are lost or changed. */
function lost(command: Command, nested: unknown, answer: unknown): string[] {
  // A few commands report their success under `status`.
  const envelope =
    isObject(answer) && answer['result'] === undefined && answer['status'] === 'success' ? 'status' : 'result';
  const dropped = new Set([...(command.secret ?? []).map(ours), envelope]);
  return differences(nested, decode(command, asObject(answer), 200), (path) => dropped.has(path) || isRepeated(path));
}

describe('what WHMCS documents', () => {
  test('is kept for every command that is used', () => {
    expect(registered.filter(({ name }) => !documentation.has(name))).toEqual([]);
  });

  test.each(each)('%s is of the documented kind', (_, command) => {
    const { kind, repeat, remote } = documentationOf(command);
    expect(command.kind).toBe(kind);
    const own = command.kind === 'write' ? command.repeat : 'none';
    expect({ repeat: own, remote: command.remote }).toEqual({ repeat, remote });
  });

  test.each(each)('%s reads every documented field that is not secret', (_, command) => {
    const accounted = new Set([...pathsOf(command.answer), ...(command.secret ?? []).map(ours)]);
    const unread = documentedPaths(documentationOf(command)).filter(
      (path) => !accounted.has(path) && !isRepeated(path) && !isMisprinted(command, path),
    );
    expect(unread).toEqual([]);
  });

  test.each(each)('%s drops every sensitive field, or lets a mutation reveal it', (_, command) => {
    const { secret = [], reveals = [], purpose } = command;
    expect([...secret, ...reveals]).toEqual(expect.arrayContaining(documentationOf(command).sensitiveFields ?? []));
    if (purpose !== 'secret') expect(reveals).toEqual([]);
  });

  test.each(each)('%s takes only documented parameters, and no deprecated one', (_, command) => {
    const usable = Object.entries(documentationOf(command).params).filter(([, standing]) => standing !== 'deprecated');
    expect(usable.map(([name]) => name.replace(/\[.*/, ''))).toEqual(
      expect.arrayContaining(paramNames(command.params)),
    );
  });

  test.each(each)('%s takes every required parameter', (_, command) => {
    const required = Object.entries(documentationOf(command).params).filter(([, standing]) => standing === 'required');
    expect(paramNames(command.params)).toEqual(expect.arrayContaining(required.map(([name]) => name)));
  });

  test.each(each)('%s keeps the meaning of our sample', (name, command) => {
    const answer = sample(`${name}.tidy`);
    // The root repeats the fields of `client`.
    const { client, stats } = answer;
    expect(lost(command, name === 'GetClientsDetails' ? { client, stats } : answer, answer)).toEqual([]);
  });

  test.each(each)('%s is sent as documented', (_, command) => {
    const documented = documentationOf(command);
    const { params, sent } = requestFor(command, documented);
    expect(sentAs(command, params)).toEqual(sent);
    const required = Object.keys(documented.params).filter((param) => documented.params[param] === 'required');
    expect(Object.keys(params)).toEqual(expect.arrayContaining(required));
  });
});

describeShared('the catalogue', () => {
  const entries = catalogue();
  const of = ({ name }: Command): Entry => entries.get(name) ?? expect.fail(`${name} is not in the catalogue`);

  test.each([...entries.values()].map((entry) => [entry.name, entry] as const))(
    '%s: its facts are those that the repository keeps',
    (name, entry) => {
      expect(documentation.get(name)).toEqual(factsOf(entry));
    },
  );

  test('has no command more than the repository', () => {
    expect([...documentation.keys()].toSorted()).toEqual([...entries.keys()].toSorted());
  });

  describe('example answers', () => {
    const examples = each.flatMap(([name, command]) =>
      [of(command).examplesResponse].flat().map((answer) => [name, command, answer] as const),
    );

    it('are there for every command whose answer is documented', () => {
      const undocumented = registered.filter((command) =>
        of(command).docIssues?.some(({ code }) => code === 'exampleIsNotAnObject'),
      );
      expect(new Set(examples.map(([name]) => name)).size).toBe(registered.length - undocumented.length);
    });

    test.each(examples)('%s keeps its meaning', (_, command, answer) => {
      const { exampleNested = answer, repaired } = of(command);
      const found = lost(command, exampleNested, repaired ? exampleNested : answer);
      expect(found.filter((each) => !isMisprinted(command, each.split(':')[0] ?? ''))).toEqual([]);
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
      const plain = example.filter(({ number }) => number === null);
      const lists: Record<string, unknown[]> = {};
      for (const { name, value, type, number } of example)
        if (number !== null) (lists[name] ??= [])[number - 1] = given(value, type, false);
      const params = {
        ...Object.fromEntries(plain.map(({ name, value, type, csv }) => [name, given(value, type, csv)])),
        ...lists,
      };
      const expected = Object.fromEntries(
        example.flatMap(({ name, sent, value, number }) => onTheWire(number === null ? name : sent, value)),
      );
      // False may be sent as 0; the old name of `serviceid` is sent with it.
      const sent = Object.entries(sentAs(command, params)).filter(
        ([name, text]) => name in expected || (text !== '0' && name !== 'accountid'),
      );
      // An option that is off is left out.
      const off = Object.entries(expected).filter(
        ([name, text]) => text === '0' && !sent.some(([each]) => each === name),
      );
      expect({ ...Object.fromEntries(sent), ...Object.fromEntries(off) }).toEqual(expected);
    });
  });
});

const asObject = (value: unknown): Record<string, unknown> => (isObject(value) ? value : expect.fail('no object'));

/** Numbered parameters of the documented request as one list each: `itemamount2` is the second of `itemamountx`. */
const numberOf = (sent: string, pattern: string | undefined): number | null => {
  const number = pattern && new RegExp(`^${pattern.replace('{n}', '(\\d+)')}$`).exec(sent)?.[1];
  return number === undefined || number === '' ? null : Number(number);
};

/** The parameters of the documented request, without those that are documented not to exist. */
function exampleOf({ params, exampleRequest, docIssues }: Entry) {
  const strangers = new Set(
    (docIssues ?? []).filter(({ code }) => code === 'exampleParamNotInTable').map(({ name }) => name),
  );
  const lacking = (docIssues ?? []).flatMap(({ code, name }) => (code === 'requiredParamNotInExample' ? [name] : []));
  const word = (name: string | undefined) =>
    params.find((param) => param.name === name)?.note?.oneOf?.find((each) => typeof each === 'string') ?? '41';
  const whole: Record<string, unknown> = {
    ...Object.fromEntries(lacking.map((name) => [name, word(name)])),
    ...nested(exampleRequest ?? {}),
  };
  return Object.entries(whole).flatMap(([sent, value]) => {
    const param = params.find(
      ({ name, note }) => name === sent || note?.exampleName === sent || numberOf(sent, note?.pattern) !== null,
    );
    if (!param) return strangers.has(sent) ? [] : expect.fail(`${sent} is not documented`);
    const csv = param.note?.csv === true || param.note?.itemFormat?.startsWith('csv') === true;
    // Some ids are documented as text.
    const isId = param.note?.entity !== undefined && param.type === 'string' && /^\d+$/.test(String(value));
    const type = isId ? 'int' : param.type;
    return [{ name: param.name, sent, value, type, csv, number: numberOf(sent, param.note?.pattern) }];
  });
}

/** A request whose parameters are partly written in PHP's syntax, `attributes[0][label]`, as the lists and objects that they are. */
function nested(request: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request)) {
    const steps = name.split(/[[\]]+/).filter((step) => step !== '');
    const last = steps.pop() ?? name;
    let place = whole;
    for (const [depth, step] of steps.entries()) {
      const inner = (place[step] ??= /^\d+$/.test(steps[depth + 1] ?? last) ? [] : {});
      place = inner as Record<string, unknown>;
    }
    place[last] = value;
  }
  return whole;
}
