import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { globalId, numberOf, ownerHinted, parseGlobalId } from '../../../src/graph/base/global-id.ts';

describe('a global id', () => {
  it('decodes to its type, number and hint', () => {
    const type = fc.constantFrom('Client', 'Invoice', 'TicketDepartment');
    const number = fc.integer({ min: 1, max: 999_999_999_999_999 });
    const hint = fc.oneof(fc.integer({ min: 1 }), fc.string({ minLength: 1, unit: 'binary' }), fc.constant(null));
    fc.assert(
      fc.property(type, number, hint, (name, id, owner) => {
        const text = globalId(name, id, owner);
        expect(text).toMatch(/^[\w-]+$/);
        expect(parseGlobalId(text)).toEqual({ type: name, id, hint: owner === null ? null : String(owner) });
      }),
    );
  });

  it('is one text for each entity', () => {
    const ids = [
      globalId('Invoice', 1, 5),
      globalId('Invoice', 1, 6),
      globalId('Invoice', 15),
      globalId('Order', 1, 5),
      globalId('Invoice', 1),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    expect(globalId('Invoice', 1, 5)).toBe(globalId('Invoice', '1', '5'));
  });

  it.each([undefined, null, 0, ''])('has no hint without an owner: %j', (hint) => {
    expect(globalId('Client', 7, hint)).toBe(globalId('Client', 7));
    expect(parseGlobalId(globalId('Client', 7))).toEqual({ type: 'Client', id: 7, hint: null });
  });

  it.each([
    '',
    '7',
    'Client:7',
    'nonsense',
    ...[
      'Client',
      'Client:',
      'Client:x',
      'Client:-7',
      'Client:0',
      'Client:07',
      'Client:7:',
      ':7',
      'client:7',
      'Client:9999999999999999',
      '\0Client:7',
    ].map((text) => Buffer.from(text).toString('base64url')),
  ])('is not %j', (text) => {
    expect(parseGlobalId(text)).toBeNull();
  });
});

describe('the hint at an owner', () => {
  it.each([
    ['5', 5],
    ['0', null],
    ['05', null],
    ['-5', null],
    ['i11', null],
    ['5 ', null],
    ['9'.repeat(16), null],
    [null, null],
  ])('%j hints at %j', (hint, owner) => {
    expect(ownerHinted({ type: 'Service', id: 1, hint })).toBe(owner);
  });
});

describe('an argument for one type', () => {
  it.each([
    ['42', 42],
    ['042', 42],
    ['999999999999999', 999_999_999_999_999],
    [globalId('Invoice', 42), 42],
    [globalId('Invoice', 42, 5), 42],
    [globalId('Invoice', 42, 'whatever'), 42],
  ])('takes %s', (text, number) => {
    expect(numberOf('Invoice', text)).toBe(number);
  });

  it.each([
    ['', 'got ""'],
    ['0', 'got "0"'],
    ['-1', 'got "-1"'],
    ['1.5', 'got "1.5"'],
    ['4 2', 'got "4 2"'],
    ['0x10', 'got "0x10"'],
    ['٤٢', 'got'],
    ['9999999999999999', 'got "9999999999999999"'],
    ['x'.repeat(500), `got "${'x'.repeat(40)}"`],
    [globalId('Order', 42), 'got the id of a Order'],
    [globalId('Invoice', 0), 'got'],
  ])('refuses %s', (text, came) => {
    try {
      expect.fail(`it took ${numberOf('Invoice', text)}`);
    } catch (error) {
      expect(error).toBeInstanceOf(GraphQLError);
      expect(error).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
      expect(error).toHaveProperty('message', expect.stringContaining('expected the id of a Invoice'));
      expect(error).toHaveProperty('message', expect.stringContaining(came));
    }
  });
});
