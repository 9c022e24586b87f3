/** Each answer is decoded, refused if it is not one, and holds no secret. */
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { commands } from '../../../src/whmcs/commands/index.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { UnexpectedAnswerError } from '../../../src/whmcs/errors.ts';
import { isObject, leavesOf, mapJson, pathsOf } from './answers.ts';
import { commandOf, isRegistered, registered, sample, sampleNames } from './samples.ts';
import { expected } from './expected.ts';

const decodeSample = (name: string): unknown => decode(commandOf(name), sample(name), 200);

describe('samples', () => {
  test.each(registered.map(({ name }) => name))('%s has a tidy one', (name) => {
    expect(sampleNames).toContain(`${name}.tidy`);
  });

  test.each(registered.filter(({ kind }) => kind === 'read').map(({ name }) => name))(
    '%s has an untidy one',
    (name) => {
      expect(sampleNames).toContain(`${name}.untidy`);
    },
  );

  /** The catalogue's test proves that a tidy sample keeps its meaning when it is decoded. */
  test.each(sampleNames.filter((name) => !(name in expected || name.endsWith('.tidy'))))(
    '%s is decoded as the tidy one, because no other answer is expected',
    (name) => {
      expect(decodeSample(name)).toEqual(decodeSample(`${commandOf(name).name}.tidy`));
    },
  );

  test.each(Object.entries(expected))('%s is decoded', (name, answer) => {
    expect(decodeSample(name)).toMatchObject(answer);
  });

  test.each(sampleNames)('%s leaves no secret and no unnamed field', (name) => {
    const command = commandOf(name);
    const planted = mapJson(sample(name), (path, value) =>
      isSecret(command.secret, path) && !isObject(value) ? 'CANARY' : value,
    );
    const withStrangers = addTo(planted, { hooked: 'CANARY' });
    expect(JSON.stringify(withStrangers)).toContain('CANARY');
    expect(JSON.stringify(decode(command, asObject(withStrangers), 200))).not.toContain('CANARY');
  });
});

/** Whether a path is secret, in any shape of its list. */
const isSecret = (secret: readonly string[] | undefined, path: string): boolean =>
  (secret ?? []).some(
    (each) => each.replaceAll('[]', '') === path.replaceAll('[]', '').replaceAll(/\.\d+(?=\.|$)/g, ''),
  );

const asObject = (value: unknown): Record<string, unknown> => (isObject(value) ? value : expect.unreachable());

/** The value with `more` in each of its objects, except those that hold only a list. */
function addTo(value: unknown, more: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((row) => addTo(row, more));
  if (!isObject(value)) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, addTo(each, more)]));
  const wraps = Object.values(value).every((each) => typeof each === 'object' || each === '');
  return wraps ? inner : { ...inner, ...more };
}

describe('any answer', () => {
  const command = fc.constantFrom(...registered);
  const topKeys = (each: (typeof registered)[number]) => [
    ...new Set(pathsOf(each.answer).map((path) => path.split(/\W/)[0] ?? '')),
  ];

  const read = (each: (typeof registered)[number], root: Record<string, unknown>): unknown => {
    try {
      return decode(each, root, 200);
    } catch (error) {
      expect(error).toBeInstanceOf(UnexpectedAnswerError);
      return null;
    }
  };

  it('is decoded or refused as unexpected, and never yields NaN', () => {
    const answers = command.chain((each) =>
      fc.tuple(fc.constant(each), fc.dictionary(fc.constantFrom('result', ...topKeys(each)), fc.jsonValue())),
    );
    fc.assert(
      fc.property(answers, ([each, root]) => {
        for (const leaf of leavesOf(read(each, root))) expect(leaf).not.toBeNaN();
      }),
      { numRuns: 500 },
    );
  });

  it('is so also if a single cell of a sample is odd', () => {
    const odd = fc.tuple(fc.constantFrom(...sampleNames), fc.nat(400), fc.jsonValue());
    fc.assert(
      fc.property(odd, ([name, position, value]) => {
        let seen = 0;
        const spoilt = mapJson(sample(name), (path, cell) => (path !== '' && seen++ === position ? value : cell));
        for (const leaf of leavesOf(read(commandOf(name), asObject(spoilt)))) expect(leaf).not.toBeNaN();
      }),
      { numRuns: 500 },
    );
  });

  it('is refused if it counts rows that are missing', () => {
    const broken = { result: 'success', totalresults: 9, startnumber: 0, numreturned: 9 };
    expect(() => decode(commands.GetTickets, broken, 200)).toThrow(UnexpectedAnswerError);
    expect(decode(commands.GetTickets, { ...broken, numreturned: 0 }, 200).tickets).toEqual([]);
  });

  test.each<[string, () => unknown]>([
    ['GetClients', () => decode(commands.GetClients, { clients: { client: [{ id: 'x1' }] } }, 200)],
    ['GetClientsDetails', () => decode(commands.GetClientsDetails, { client: { firstname: 'A' } }, 200)],
    [
      'GetClientsProducts',
      () => decode(commands.GetClientsProducts, { products: { product: [{ clientid: '5;6' }] } }, 200),
    ],
    ['GetInvoice', () => decode(commands.GetInvoice, { userid: { id: 5 } }, 200)],
    ['GetTicket', () => decode(commands.GetTicket, { userid: 'five' }, 200)],
  ])('%s is refused if its owner is unclear', (_, decoded) => {
    expect(decoded).toThrow(/expected the number of a client/);
  });
});

test('the registry names each command as WHMCS does', () => {
  for (const [name, command] of Object.entries(commands)) expect(command.name).toBe(name);
  expect(isRegistered('GetClients')).toBe(true);
  expect(Object.isFrozen(commands)).toBe(true);
});
