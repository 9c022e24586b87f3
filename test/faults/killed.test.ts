/**
 * A gateway is killed with SIGKILL at every moment. The next one reports the true outcome, or that it is still unknown; nothing is
 * done twice, no record is lost, and a caller that keeps retrying gets its mutation done once.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { acts, mutations, type Act, type Mutation } from './killed-acts.ts';
import { groups, type Group, type Moment } from './killed-moments.ts';
import { caseOf, killed, storyOf, type Case, type Life, type Reply, type Story } from './killed-rig.ts';

const done = (isReplayed: boolean): Reply => ({ ending: expect.stringMatching(/Payload$/), isReplayed });
const unknownOutcome: Reply = { ending: 'UnknownOutcomeError', isReplayed: true };
const refused: Reply = { ending: 'RefusedError', isReplayed: true };
/** The service is already suspended. */
const conflict: Reply = { ending: 'ConflictError', isReplayed: false };

type Afterwards = Pick<Story, 'left' | 'repeated' | 'found' | 'atLast' | 'commands' | 'effects'>;

/** Nothing has been sent: a retry counts as the first attempt. */
const likeNew = ({ hasKey }: Act): Afterwards =>
  hasKey
    ? { left: [], repeated: done(false), found: ['DONE'], atLast: done(true), commands: 1, effects: 1 }
    : { left: [], repeated: null, found: [], atLast: done(false), commands: 1, effects: 1 };

/** Every caller gets the same answer until a read proves what has happened; only a mutation that has not happened is sent again. */
function reconciledLater({ hasKey, absenceProves }: Act, { comes, happens, isRefusalKnown }: Moment): Afterwards {
  const open = { left: ['UNKNOWN'], repeated: hasKey ? unknownOutcome : null, commands: comes, effects: happens };
  if (happens) return { ...open, found: ['DONE'], atLast: hasKey ? done(true) : conflict };
  if (!absenceProves && !isRefusalKnown) return { ...open, found: ['UNKNOWN'], atLast: unknownOutcome };
  return { ...open, found: ['NOT_APPLIED'], atLast: done(false), commands: comes + 1, effects: 1 };
}

/** A known outcome is replayed. */
function replayed({ hasKey }: Act, { comes, happens }: Moment): Afterwards {
  const state = [happens ? 'DONE' : 'REFUSED'];
  const reply = happens ? done(true) : refused;
  const ended = { left: state, found: state, commands: comes, effects: happens };
  if (hasKey) return { ...ended, repeated: reply, atLast: reply };
  if (happens) return { ...ended, repeated: null, atLast: conflict };
  return { ...ended, repeated: null, atLast: done(false), commands: comes + 1, effects: 1 };
}

const afterwardsOf = { unsent: likeNew, unknown: reconciledLater, known: replayed };

const expected = (group: Group, moment: Moment, mutation: Mutation): Story => ({
  died: moment.heir ? ['SIGKILL', 'SIGKILL'] : ['SIGKILL'],
  heard: moment.trap === 'all of the response' ? done(false) : null,
  ...afterwardsOf[group](acts[mutation], moment),
});

/** Moments for one process: starting it takes longest. */
const TOGETHER = 8;
const AT_ONCE = 2;
/** With TEST_LONG, each moment is repeated, next to other moments each time. */
const TIMES = process.env['TEST_LONG'] ? 5 : 1;

const stories = new Map<Moment, Promise<ReadonlyMap<Mutation, Story>>[]>();

beforeAll(() => {
  // All reconciliation runs at the same time, next to the tests.
  const lanes = Array.from({ length: AT_ONCE }, () => Promise.resolve<unknown>(null));
  const all = Object.values(groups).flatMap((group) => Object.values(group));
  const runs = Array.from({ length: TIMES }, (_, time) => batchesOf(time === 0 ? all : shuffled(all))).flat();
  for (const [turn, moments] of runs.entries()) {
    const death = (lanes[turn % AT_ONCE] ?? Promise.resolve()).then(() => dead(moments));
    lanes[turn % AT_ONCE] = death.catch(() => null);
    for (const moment of moments) {
      const found = death.then(({ cases, lives }) => storiesOf(cases, lives, moment));
      found.catch(() => undefined);
      stories.set(moment, [...(stories.get(moment) ?? []), found]);
    }
  }
});

const batchesOf = (moments: readonly Moment[]): Moment[][] =>
  Array.from({ length: Math.ceil(moments.length / TOGETHER) }, (_, index) =>
    moments.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );

const shuffled = (moments: readonly Moment[]): Moment[] =>
  moments
    .map((moment) => ({ moment, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ moment }) => moment);

async function dead(moments: readonly Moment[]) {
  const cases = await Promise.all(moments.flatMap((moment) => mutations.map((mutation) => caseOf(moment, mutation))));
  return { cases, lives: await killed(cases) };
}

async function storiesOf(cases: readonly Case[], lives: readonly Life[], moment: Moment) {
  const its = cases.filter((each) => each.moment === moment);
  return new Map(
    await Promise.all(its.map(async (each) => [each.mutation, await storyOf(each, lives)] satisfies [Mutation, Story])),
  );
}

describe.each(['unsent', 'unknown', 'known'] as const)('%s', (group) => {
  describe.each(Object.entries(groups[group]))('%s', (_, moment) => {
    it.each(mutations)('%s', { timeout: 1_200_000 * TIMES }, async (mutation) => {
      for (const found of await Promise.all(stories.get(moment) ?? []))
        expect(found.get(mutation)).toEqual(expected(group, moment, mutation));
      expect.assertions(TIMES);
    });
  });
});
