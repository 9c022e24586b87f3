/** Conditions on an entity before a command is sent. */
import { describe, expect, it } from 'vitest';
import { ConflictError, InvalidInputError } from '../../../src/graph/base/errors.ts';
import { confirmed, inStatus } from '../../../src/graph/write/guards.ts';

const standing = (status: string | null | undefined) => ({
  typename: 'PayMethod',
  whmcsId: 1,
  ownerId: 1,
  known: () => status,
});

describe('a status', () => {
  it.each([
    ['ACTIVE', ['ACTIVE']],
    ['Active', ['PENDING', 'active']],
  ])('%s is among %j', (status, expected) => expect(() => inStatus(standing(status), ...expected)).not.toThrow());

  it.each([
    ['ACTIVE', 'the pay method is ACTIVE, not PENDING or HELD'],
    [null, 'the pay method is in no status that WHMCS tells, not PENDING or HELD'],
    [undefined, 'the pay method is in no status that WHMCS tells, not PENDING or HELD'],
  ])('%s is a conflict', (status, message) => {
    const conflict = new ConflictError(message, {
      subject: 'status',
      expected: ['PENDING', 'HELD'],
      actual: status ?? null,
    });
    expect(() => inStatus(standing(status), 'PENDING', 'HELD')).toThrow(conflict);
  });
});

describe('a confirmation', () => {
  it('matches the entity’s value, apart from blanks around it', () =>
    expect(() => confirmed(' a@b.example', 'a@b.example')).not.toThrow());

  it.each([
    ['A@b.example', 'a@b.example'],
    ['', ''],
    ['', null],
    ['null', null],
    ['undefined', undefined],
  ])('is not %j for %j', (said, expected) => {
    const refused = new InvalidInputError('confirm is not what it has to be: nothing was sent', ['confirm']);
    expect(() => confirmed(said, expected)).toThrow(refused);
  });
});
