/** OpenTicket and AddTicketReply: a newer ticket, or a newer reply, with the same author and the same words. */
import { collated } from '../wire/collation.ts';
import { created, type Found, type Traits } from './created.ts';
import { allClientsList, momentOf, type ListPage } from './newest.ts';
import type { BoundReconcileRule, FreshRead } from './rule.ts';

interface Message {
  readonly userid?: number | null | undefined;
  readonly email?: string | null | undefined;
  readonly admin?: string | null | undefined;
  readonly message?: string | null | undefined;
}

interface Reply extends Message {
  /** 0 is the opening message. */
  readonly replyid?: number | null | undefined;
}

interface Ticket extends Message {
  readonly deptid?: number | null | undefined;
  readonly subject?: string | null | undefined;
  readonly priority?: string | null | undefined;
}

interface TicketRow extends Ticket {
  readonly id?: number | null | undefined;
  /** Some builds name the id so. */
  readonly ticketid?: number | null | undefined;
  readonly date?: string | null | undefined;
  readonly lastreply?: string | null | undefined;
}

/** How tickets are read. */
export interface TicketReads {
  readonly page: (
    asked: { readonly clientid?: number; readonly limitstart?: number; readonly limitnum: number },
    look: FreshRead,
  ) => Promise<ListPage<TicketRow>>;
  readonly record: (ticketid: number, look: FreshRead) => Promise<Ticket & { readonly replies: readonly Reply[] }>;
}

/** The largest page: the order of the list is not documented. */
const NEWEST = 100;

interface Opening {
  readonly clientid?: number | undefined;
  readonly email?: string | undefined;
  readonly deptid: number;
  readonly subject: string;
  readonly priority?: string | undefined;
  readonly message: string;
}

const traitsOf = ({ deptid, subject, userid, email, priority }: Ticket): Traits => [
  deptid,
  subject,
  userid == null ? collated(email) : '',
  priority == null ? undefined : collated(priority),
];

const idOf = ({ id, ticketid }: TicketRow): number | null | undefined => id ?? ticketid;

function foundTicket(ticket: TicketRow): Found {
  const id = idOf(ticket);
  return { id, key: [ticket.userid], like: traitsOf(ticket), ids: id ? { id, ticketid: id } : {} };
}

/** A client's tickets are listed by client; a guest's are among the tickets of all, because they have no list of their own. */
export const ticketOpened = ({ page, record }: TicketReads): BoundReconcileRule<Opening> =>
  created<Opening>({
    scope: ({ clientid }) => clientid ?? 0,
    key: ({ clientid }) => [clientid ?? null],
    like: ({ deptid, subject, clientid, email, priority, message }) => [
      deptid,
      subject,
      clientid === undefined ? collated(email) : '',
      priority === undefined ? undefined : collated(priority),
      message,
    ],
    async list(client, look) {
      const { rows, total } = await page({ ...(client > 0 && { clientid: client }), limitnum: NEWEST }, look);
      return { total, found: rows.map(foundTicket) };
    },
    // Filtered by client, the list misses some tickets of that client.
    secondList: allClientsList({
      read: page,
      id: idOf,
      rank: ({ lastreply, date }) => momentOf(lastreply ?? date),
      at: ({ lastreply, date }) => lastreply ?? date,
      createdAt: ({ date }) => date,
      found: () => foundTicket,
    }),
    async closer(ticketid, look) {
      const ticket = await record(ticketid, look);
      const opening = ticket.replies.find(({ replyid }) => replyid === 0);
      return [...traitsOf(ticket), opening?.message ?? undefined];
    },
    named: 'id',
  });

interface Replying {
  readonly ticketid: number;
  readonly message: string;
  readonly clientid?: number | undefined;
  readonly email?: string | undefined;
  readonly adminusername?: string | undefined;
}

/** WHMCS reports the name of a member of staff, not the one that signs in, so only that it was staff is compared. */
export const ticketReplied = ({ record }: Pick<TicketReads, 'record'>): BoundReconcileRule<Replying> =>
  created<Replying>({
    scope: ({ ticketid }) => ticketid,
    key: ({ adminusername }) => [adminusername !== undefined],
    like: ({ message, clientid, email, adminusername }) => [
      message,
      adminusername === undefined ? (clientid ?? collated(email)) : null,
    ],
    async list(ticketid, look) {
      const { replies } = await record(ticketid, look);
      return {
        total: replies.length,
        found: replies.map(({ replyid, message, admin, userid, email }) => ({
          id: replyid,
          key: [admin != null],
          like: [message, admin == null ? (userid ?? collated(email)) : null],
          ids: { ticketid, ...(replyid && { replyid }) },
        })),
      };
    },
    named: 'replyid',
  });
