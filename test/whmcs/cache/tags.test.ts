/** The topics that commands declare: none is missing, and each write changes topics that reads depend on. */
import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import { isPlainRead, read, write, type ReadCommand, type WriteCommand } from '../../../src/whmcs/command.ts';
import { decode } from '../../../src/whmcs/wire/decode.ts';
import { listTags, nameTags, owned, ownedTags, topicOf, type Tag } from '../../../src/whmcs/cache/tags.ts';
import type { Topic } from '../../../src/whmcs/subjects.ts';
import { staleTags, tagsOfChange } from '../../../src/whmcs/changes/change.ts';
import { commandOf, registered, sample, sampleNames } from '../commands/samples.ts';

const reads = registered.filter(isPlainRead);
const writes = registered.filter((command): command is WriteCommand => command.kind === 'write');
const named = <C extends { readonly name: string }>(commands: readonly C[]) =>
  commands.map((command) => [command.name, command] as const);

/** The tags of a sample, requested as the doctor requests it. */
const tagsOf = (command: ReadCommand, name: string): Tag[] =>
  command.tags(command.probe, decode(command, sample(name), 200));

const samplesOf = ({ name }: ReadCommand) => sampleNames.filter((each) => commandOf(each).name === name);
const stale = (client: number | null, topic: Topic) => tagsOfChange({ client, topic });

describe('a command', () => {
  const params = z.strictObject({});
  const answer = z.object({});

  it('cannot be declared without them', () => {
    // @ts-expect-error -- a read says of what its answers are made
    expect(() => read('GetNothing', { params, answer, keep: 'list', probe: {} })).not.toThrow();
    // @ts-expect-error -- a write says what it makes stale
    expect(() => write('AddNothing', { params, answer, repeat: 'none' })).not.toThrow();
    // @ts-expect-error -- a read makes nothing stale
    read('GetNothing', { params, answer, keep: 'list', probe: {}, topics: ['clients'], changes: {} });
    // @ts-expect-error -- there is no such topic
    read('GetNothing', { params, answer, keep: 'list', probe: {}, topics: ['invoice'] });
  });

  test.each(named(reads))('%s names a topic in every answer', (name, command) => {
    const names = samplesOf(command);
    expect(names, `test/samples has an answer of ${name}`).not.toEqual([]);
    for (const each of names) {
      const topics = tagsOf(command, each).filter((tag) => topicOf(tag) !== 'names');
      expect(topics, `${each} is made of something`).not.toEqual([]);
    }
  });

  test.each(named(writes))('%s changes topics that some read depends on', (_, command) => {
    const known = new Set(reads.flatMap((each) => samplesOf(each).flatMap((name) => tagsOf(each, name).map(topicOf))));
    for (const tag of staleTags(command, 5)) expect(known).toContain(topicOf(tag));
  });

  test.each(named(writes))(
    "%s invalidates a client's records together with every list that may contain them",
    (_, command) => {
      const tags = new Set(staleTags(command, 5, { params: {} }));
      const theirs = [...tags].filter((tag) => tag.endsWith(':5')).map(topicOf);
      expect([...tags]).toEqual(expect.arrayContaining(theirs));
      const end = command.crosses === true ? ':*' : ':5';
      expect([...tags].filter((tag) => tag.includes(':') && !tag.endsWith(end))).toEqual([]);
    },
  );

  it('changes something that is read, except what no command lists', () => {
    const silent = writes.filter((command) => staleTags(command, 5).length === 0);
    expect(silent.map(({ name }) => name).toSorted()).toEqual([
      'AddBannedIp',
      'AddBillableItem',
      'AddClientNote',
      'CreateOAuthCredential',
      'CreateSsoToken',
      'DeleteOAuthCredential',
      'DomainRequestEPP',
      'SendAdminEmail',
      'SetConfigurationValue',
      'TriggerNotificationEvent',
      'UpdateOAuthCredential',
      'ValidateLogin',
    ]);
  });
});

describe('tags', () => {
  const isStale = (tags: readonly Tag[], invalidated: readonly Tag[]) => tags.some((tag) => invalidated.includes(tag));

  it.each([
    ["that client's list", listTags(['orders'], 5), true],
    ['every list over many clients', listTags(['orders'], null), true],
    ["that client's record", ownedTags(5, 'orders', 'names'), true],
    ["another client's list", listTags(['orders'], 6), false],
    ["another client's record", ownedTags(6, 'orders'), false],
    ['other things of that client', listTags(['tickets'], 5), false],
  ])("a write to a client's orders makes %s stale: %#", (_, tags, dies) => {
    expect(isStale(tags, stale(5, 'orders'))).toBe(dies);
  });

  it('a name invalidates answers that repeat it, and no others', () => {
    const renamed = stale(5, 'names');
    expect(isStale(listTags(['orders'], null, [4, 5, 5]), renamed)).toBe(true);
    expect(isStale(listTags(['orders'], null, [4, 6]), renamed)).toBe(false);
    expect(nameTags([5, null, 5, 0, 6, undefined])).toEqual(['names:5', 'names:6']);
  });

  it('a record of nobody has a tag of its own', () => {
    expect(isStale([owned('tickets', null)], stale(null, 'tickets'))).toBe(true);
    expect(isStale([owned('tickets', null)], stale(5, 'tickets'))).toBe(false);
  });
});
