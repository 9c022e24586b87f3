/**
 * Single files of tickets. The id of a file holds the ticket, the message and the index of the file, sealed. The ticket is looked up through
 * the door each time, and the file among those of the ticket, so that an id shows nothing that its viewer may not see.
 */
import { GetTicketAttachment } from '../../../whmcs/commands/ticket-attachments.ts';
import { WhmcsRefusal } from '../../../whmcs/errors.ts';
import { andThen, type MaybePromise } from '../../../maybe-promise.ts';
import { badInput } from '../../base/errors.ts';
import { globalId, parseGlobalId, type GlobalId } from '../../base/global-id.ts';
import type { Scope } from '../../read/scope.ts';
import type { SealedNumbers } from '../../read/seal.ts';
import type { Attaching, AttachmentFacts } from './attachments.ts';
import { Tickets, type Ticket } from './ticket.ts';

const TYPENAME = 'TicketAttachment';

/** By their number in a sealed id. */
const types = ['ticket', 'reply', 'note'] as const;

/** Words by which WHMCS says that there is no such file, or none any more. */
const noFile = /^(?:related id not found|no attachments found|attachments deleted|invalid attachment index)\b/i;

/** A file, with the id that only the gateway can make. */
export class Attachment {
  readonly facts: AttachmentFacts;
  readonly globalId: string;

  constructor(facts: AttachmentFacts, globalIdOf: (facts: AttachmentFacts) => string) {
    this.facts = facts;
    this.globalId = globalIdOf(facts);
  }
}

export class Attachments {
  readonly #graph: Scope;
  readonly #ids: SealedNumbers;

  constructor(graph: Scope) {
    this.#graph = graph;
    this.#ids = graph.seal.numbers('attachment', 4);
  }

  /** The files that these facts are about. */
  shown(files: readonly AttachmentFacts[] | null | undefined): Attachment[] | null {
    return files?.map((facts) => this.#shown(facts)) ?? null;
  }

  #shown(facts: AttachmentFacts): Attachment {
    return new Attachment(facts, ({ ticketId, type, relatedId, index }) =>
      globalId(TYPENAME, ticketId || 1, this.#ids.at([ticketId, types.indexOf(type), relatedId, index])),
    );
  }

  /**
   * The file with this id, among those of its ticket; null if there is none for this viewer.
   *
   * @throws BAD_USER_INPUT for the id of something else
   */
  byId(text: string): MaybePromise<Attachment | null> {
    const id = parseGlobalId(text);
    if (id?.type === TYPENAME) return this.bySeal(id);
    throw badInput(`expected the global id of a ${TYPENAME}, got ${id ? `that of a ${id.type}` : 'something else'}`);
  }

  /** As `byId`, for an id that was read. */
  bySeal({ id, hint }: Pick<GlobalId, 'id' | 'hint'>): MaybePromise<Attachment | null> {
    const [ticketId, typeNumber = -1, relatedId, index] = this.#ids.read(hint ?? '') ?? [];
    const type = types[typeNumber];
    if (ticketId !== id || type === undefined) return null;
    return andThen(this.#graph.noun(Tickets).byId(ticketId), (ticket) =>
      andThen(ticket && this.#filesOf(ticket, type), (files) => {
        const isNamed = (file: AttachmentFacts) => file.relatedId === relatedId && file.index === index;
        const found = files?.find(isNamed);
        return found ? this.#shown(found) : null;
      }),
    );
  }

  /** Base64; null if WHMCS has no such file any more. */
  async content({ type, relatedId, index }: AttachmentFacts): Promise<string | null> {
    try {
      const { data } = await this.#graph.session.read(GetTicketAttachment, { type, relatedid: relatedId, index });
      return data?.replaceAll(/\s+/g, '') ?? null;
    } catch (error) {
      if (error instanceof WhmcsRefusal && noFile.test(error.reason.trim())) return null;
      throw error;
    }
  }

  /** The files of this kind that the viewer sees in a ticket: those of notes are for staff. */
  #filesOf(ticket: Ticket, type: Attaching['type']): MaybePromise<readonly AttachmentFacts[]> {
    const shown = type === 'note' ? this.#graph.viewer.role === 'STAFF' : true;
    if (!shown) return [];
    return andThen(ticket.tell(type === 'note' ? 'notes' : 'messages'), (messages) =>
      (messages ?? []).flatMap(({ attachments }) => attachments.filter((file) => file.type === type)),
    );
  }
}
