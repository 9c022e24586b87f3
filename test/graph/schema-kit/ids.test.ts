/** Ids in the schema: inputs and outputs use one type for an id, so that an output can be passed to an input. */
import { getNamedType, isInputObjectType, isObjectType } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../../../src/graph/schema.ts';

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const isId = ({ name }: { readonly name: string }): boolean => /Ids?$/.test(name);
const told = (named: { readonly name: string; readonly type: Parameters<typeof getNamedType>[0] }) =>
  [named.name, getNamedType(named.type)?.name] as const;

const outputs = types.flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()) : []));
const inputs = types.flatMap((type) => (isInputObjectType(type) ? Object.values(type.getFields()) : []));
const taken = new Map([...inputs, ...outputs.flatMap(({ args }) => args)].filter(isId).map(told));

/** A line shows the WHMCS number of an entity whose type is a field of its own; emailSend takes the global id of any entity. */
const isOfAnotherKind = ({ name }: { readonly name: string }): boolean => name === 'relatedId';

const both = outputs
  .filter((field) => isId(field) && !isOfAnotherKind(field))
  .map(told)
  .filter(([name]) => taken.has(name));

it('is that of the inputs, for every name that both have', () => {
  const shared = ['addonIds', 'contactId', 'groupId', 'ownerUserId', 'serverId'];
  expect(both.map(([name]) => name)).toEqual(expect.arrayContaining(shared));
  for (const [name, type] of both) expect([name, type]).toEqual([name, taken.get(name)]);
});
