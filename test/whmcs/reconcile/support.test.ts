/** The verdicts of reads about writes of support with lost answers: changed, merged and deleted tickets, notes and announcements. */
import { describe, expect, it } from 'vitest';
import type { FaultKind, Simulator } from '../../../src/simulator/index.ts';
import type { Params, WriteCommand } from '../../../src/whmcs/command.ts';
import { AddAnnouncement, DeleteAnnouncement, UpdateAnnouncement } from '../../../src/whmcs/commands/announcements.ts';
import {
  DeleteTicket,
  DeleteTicketReply,
  MergeTicket,
  UpdateTicket,
} from '../../../src/whmcs/commands/ticket-changes.ts';
import { AddTicketNote } from '../../../src/whmcs/commands/ticket-notes.ts';
import { giveUpWhatHangs } from '../../support/deadlines.ts';
import { rig, type Rig } from '../rig.ts';
import { lookOf, lose, nobody, ruleOf, type Lost, type World } from './lost.ts';

/** The first ticket has a conversation, the others are further ones of the same client. */
const ticketAt = ({ tickets }: World, index: number) => tickets.of(1)[index] ?? expect.fail('no such ticket');
const first = (world: World): number => ticketAt(world, 0).id;
const announcement = ({ announcements }: World): number =>
  [...announcements].at(-1)?.id ?? expect.fail('no announcement');

const news = { date: '2026-01-31 10:00:00', title: 'New & "old" racks', announcement: '<p>Soon</p>' };

/** A write with a lost answer, and the verdict if it has happened. */
interface Case {
  readonly name: string;
  readonly lose: (whmcs: Rig, kind: FaultKind) => Promise<Lost>;
  readonly applied: object;
}

const losing = <C extends WriteCommand>(
  name: string,
  command: C,
  params: (world: World) => Params<C>,
  applied: object = {},
): Case => ({
  name: `${command.name} ${name}`,
  lose: (whmcs, kind) => lose(whmcs, command, params(whmcs.simulator.world), kind),
  applied: { is: 'applied', ...applied },
});

const cases: readonly Case[] = [
  losing('of the status', UpdateTicket, (world) => ({ ticketid: first(world), status: 'Closed' })),
  losing('of everything that is reported', UpdateTicket, (world) => ({
    ticketid: first(world),
    deptid: 2,
    subject: 'Solved & <done>',
    cc: 'a@b.example',
    priority: 'Low' as const,
    removeFlag: true,
    message: 'Only  this\r\nis left',
    created: '2025-01-31 10:00:00',
  })),
  losing('into another one', MergeTicket, (world) => ({
    ticketid: first(world),
    mergeticketids: [ticketAt(world, 1).id, ticketAt(world, 2).id],
  })),
  losing('with its messages', DeleteTicket, (world) => ({ ticketid: first(world) })),
  losing('of a conversation', DeleteTicketReply, (world) => ({
    ticketid: first(world),
    replyid: ticketAt(world, 0).replies[0]?.id ?? expect.fail('no reply'),
  })),
  losing('of staff', AddTicketNote, (world) => ({ ticketid: first(world), message: 'Knows & waits' }), {
    inferred: true,
    ids: { ticketid: expect.any(Number) },
  }),
  losing('for everybody', AddAnnouncement, () => ({ ...news, published: true }), {
    inferred: true,
    ids: { announcementid: expect.any(Number) },
  }),
  losing('that withdraws it', UpdateAnnouncement, (world) => ({
    announcementid: announcement(world),
    ...news,
    published: false,
  })),
  losing('on the last page', DeleteAnnouncement, (world) => ({ announcementid: announcement(world) })),
];

describe.each(cases)('$name', ({ lose: lost, applied }) => {
  it.each(['reset-after', 'hang-after', 'html-500-after', 'truncated'] as const)(
    'is found to have happened (%s)',
    async (kind) => {
      const whmcs = await rig();
      giveUpWhatHangs(whmcs.simulator);
      const { judge } = await lost(whmcs, kind);
      expect(await judge()).toMatchObject(applied);
    },
  );

  it('is absent if it never arrived (reset-before)', async () => {
    const whmcs = await rig();
    const { judge } = await lost(whmcs, 'reset-before');
    expect(await judge()).toEqual({ is: 'absent' });
  });

  it('leaves no text in the evidence', async () => {
    const whmcs = await rig();
    const { evidence } = await lost(whmcs, 'reset-after');
    expect(JSON.stringify(evidence)).not.toMatch(/Closed|Solved|example|left|Knows|racks|Soon/);
  });
});

/** What somebody else has done meanwhile. */
const meanwhile = (evidence: object) => ({ ...nobody, later: [{ evidence, ids: null }] });

describe('what others do at the same time', () => {
  const merge = (world: World) => ({ ticketid: first(world), mergeticketids: [ticketAt(world, 1).id] });
  const rigged = async (): Promise<[Rig, Simulator['world']]> => {
    const whmcs = await rig();
    return [whmcs, whmcs.simulator.world];
  };

  it('leaves it open whether a ticket was deleted that another operation has merged', async () => {
    const [whmcs, world] = await rigged();
    const id = ticketAt(world, 1).id;
    const { judge } = await lose(whmcs, DeleteTicket, { ticketid: id }, 'reset-after');
    const other = { named: 'ticketid', id: first(world), also: [id], openings: [] };
    expect(await judge(meanwhile(other))).toEqual({ is: 'unclear' });
    expect(await judge(meanwhile({ ...other, also: [] }))).toMatchObject({ is: 'applied' });
  });

  it('leaves it open whether tickets were merged of which one was deleted', async () => {
    const [whmcs, world] = await rigged();
    const params = merge(world);
    const { judge } = await lose(whmcs, MergeTicket, params, 'reset-after');
    const deletion = { named: 'ticketid', id: params.mergeticketids[0], existed: true };
    expect(await judge(meanwhile(deletion))).toEqual({ is: 'unclear' });
  });

  it('does not take tickets that are gone for merged ones', async () => {
    const [whmcs, world] = await rigged();
    const params = merge(world);
    const { judge } = await lose(whmcs, MergeTicket, params, 'reset-before');
    for (const id of params.mergeticketids) world.tickets.delete(id);
    expect(await judge()).toEqual({ is: 'unclear' });
  });
});

it('proves nothing of a note whose ticket is named by its public number', async () => {
  const whmcs = await rig();
  const [{ tid } = { tid: '' }] = whmcs.simulator.world.tickets.of(1);
  const { judge } = await lose(whmcs, AddTicketNote, { ticketnum: tid, message: 'x' }, 'reset-after');
  expect(await judge()).toEqual({ is: 'unclear' });
});

it('notes nothing where the announcement is not found', async () => {
  const whmcs = await rig();
  const note = ruleOf(UpdateAnnouncement).note({ announcementid: 9_999, title: 'x' }, lookOf(whmcs.client));
  await expect(note).rejects.toMatchObject({ name: 'MissingError' });
});
