/**
 * What holds of every mutation before anything is sent: whom it is offered to, and what its door lets pass. A new mutation is tested here
 * without a line of its own; what is peculiar to it stands in its own tests.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { actions, isGranted, type Rights } from '../../../src/access/permissions.ts';
import { configured } from '../../../src/access/viewer.ts';
import { globalId } from '../../../src/graph/base/global-id.ts';
import { secretNames } from '../../../src/graph/schema.ts';
import { mutations, type Mutation } from '../../../src/graph/write/declare-mutation.ts';
import { useGateway } from '../../support/gateway.ts';
import { ask, OWNER } from '../../support/mutation-asking.ts';
import { inputFor, named, thingsNamed, type Input } from '../../support/mutation-inputs.ts';
import { foreign } from '../../support/mutation-things.ts';

/** Nothing has so high a number. */
const MISSING = 999_999;

/** All that `allow` may list. */
const everything = [...actions, ...mutations.keys()];

const clients = [1, 2, 3, 4, 5];
const rights: Readonly<Record<string, Rights>> = {
  'a client': { role: 'CLIENT' },
  'a partner': { role: 'PARTNER' },
  'a client with everything allowed': { role: 'CLIENT', allow: everything },
  'a partner with everything allowed': { role: 'PARTNER', allow: everything },
  'a partner with a group': { role: 'PARTNER', allow: everything, group: 1 },
  staff: { role: 'STAFF' },
  'staff who may only read': { role: 'STAFF', allow: ['read'] },
};

const gateway = useGateway({
  simulator: { clients: 12 },
  gateway: { sharedCache: false, secrets: secretNames },
  tokens: Object.entries(rights).map(([name, { role, allow, group }]) => ({
    token: name.replaceAll(' ', '-'),
    viewer: configured({ name, role, allow, group, clients: role === 'CLIENT' ? [OWNER] : clients }),
  })),
});
const as = (name: string) => ({ as: name.replaceAll(' ', '-') });
const PARTNER = 'a partner with everything allowed';

// The first request with a group reads who is in it.
beforeAll(() => gateway.execute('{ __typename }', {}, as('a partner with a group')));

const every = [...mutations.values()];

/** Without what only staff may say. */
const withoutStaffFields = (mutation: Mutation, input: Input): Input => {
  const fields = mutation.input.fields ?? {};
  return Object.fromEntries(Object.entries(input).filter(([name]) => fields[name]?.isForStaff !== true));
};

it('covers every mutation', () => {
  expect(every.length).toBeGreaterThan(10);
});

describe.each(every)('$name', (mutation) => {
  it.each(Object.entries(rights))('is in the schema of %s, or is not, as it is offered', async (who, given) => {
    const input = inputFor(mutation);
    const things = thingsNamed(mutation).map((thing): [string, unknown] => [thing.field, named(thing, MISSING)]);
    const missing = withoutStaffFields(mutation, { ...input, ...Object.fromEntries(things) });
    const { errors, ending, calls, writes } = await ask(gateway, mutation, missing, as(who));
    if (isGranted(mutation, given)) {
      expect(errors).toBeUndefined();
      expect(ending?.__typename).not.toBe('ForbiddenError');
      if (things.length > 0) expect([ending?.__typename, writes]).toEqual(['NotFoundError', []]);
    } else {
      expect(errors?.[0]).toMatchObject({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
      expect(calls).toEqual([]);
    }
  });

  it.each(thingsNamed(mutation))('finds no $typename that is missing or foreign, and sends nothing', async (thing) => {
    if (!isGranted(mutation, { role: 'PARTNER', allow: everything })) return;
    const input = withoutStaffFields(mutation, inputFor(mutation));
    const at = (id: number) => ask(gateway, mutation, { ...input, [thing.field]: named(thing, id) }, as(PARTNER));
    // What is learnt once, such as departments, is known to both then.
    await at(MISSING);
    const missing = await at(MISSING);
    const theirs = await at(foreign(gateway.simulator.world, thing.typename, 7));
    expect(missing).toMatchObject({ ending: { __typename: 'NotFoundError' }, writes: [] });
    expect(theirs.ending).toEqual(missing.ending);
    expect(theirs.calls.map(({ action }) => action)).toEqual(missing.calls.map(({ action }) => action));
  });

  it.each(thingsNamed(mutation))('refuses the id of another type in $field, and asks nothing', async (thing) => {
    const wrong = globalId(thing.typename === 'Client' ? 'Product' : 'Client', 1);
    const { ending, calls } = await ask(gateway, mutation, { ...inputFor(mutation), [thing.field]: wrong });
    const path = ['input', thing.field, ...(thing.isList ? ['0'] : [])];
    expect(ending).toMatchObject({ __typename: 'InvalidInputError', path });
    expect(calls).toEqual([]);
  });
});
