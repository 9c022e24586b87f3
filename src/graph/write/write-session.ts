/** The writes of one operation, and what its reads need to know of them. */
import type { Reconciled } from '../../journal/reconcile/reconcile.ts';
import { monotonic } from '../../monotonic.ts';
import type { Provenance } from '../../whmcs/cache/cached-answer.ts';
import type { Owner } from '../../whmcs/cache/tags.ts';
import type { Answer, Params, RevealCommand, WriteCommand } from '../../whmcs/command.ts';
import { Session, type SessionOptions, type Upstream } from '../read/session.ts';
import type { JournalWriter } from './journal-writer.ts';
import { sendCommand } from './send.ts';

export class WriteSession extends Session {
  /** The commands that this operation has sent and that have succeeded: a later failure does not undo them. */
  readonly written: string[] = [];
  readonly #onWrite: () => void;
  /** Of the mutation at hand. */
  #journal: JournalWriter | null = null;

  /** @param onWrite called after every write, when no earlier answer counts any more */
  constructor(upstream: Upstream, onWrite: () => void, options: SessionOptions = {}) {
    super(upstream, options);
    this.#onWrite = onWrite;
  }

  /** A mutation begins: until it sends something the budget counts, and without a journal writer it cannot send. */
  begin(journal: JournalWriter | null): void {
    this.isUnbounded = false;
    this.#journal = journal;
    this.begunOn = monotonic();
  }

  /** Records the client that owns the thing which the mutation at hand names; the viewer sees that client. */
  found(owner: number | null): void {
    this.#journal?.found(owner);
  }

  /**
   * Sends a command that changes something. It is written to the journal first; its time is added to the operation's.
   *
   * @param owner the client that owns the thing it changes
   */
  async write<C extends WriteCommand>(command: C, params: Params<C>, owner: Owner): Promise<Answer<C>> {
    const journal = this.#journal;
    if (!journal) throw new TypeError(`${command.name}: only a mutation that has begun can send a command`);
    // A mutation that has sent its first command is completed, also if it takes a second one.
    if (this.written.length === 0) this.deadline.signal.throwIfAborted();
    if (!this.isUnbounded) await this.callBudget.spend();
    this.isUnbounded = true;
    await journal.sending(command, params, owner, async (about, asked) =>
      this.read(about, asked, { notBefore: 'mutation' }),
    );
    const { meter } = this;
    const lookFor = () => this.#lookFor(command, journal);
    const look = this.freshRead(new AbortController().signal);
    this.deadline.pause();
    try {
      const sent = sendCommand(this.upstream, { command, params, owner, journal, meter, lookFor, look });
      const answer = await this.waitFor(sent);
      this.written.push(command.name);
      return answer;
    } finally {
      this.forget();
      this.#onWrite();
      this.deadline.resume();
    }
  }

  /**
   * Sends a command that reads a secret. It changes nothing, so that the journal has no step for it; the answer is kept nowhere, and no
   * other operation joins the call.
   */
  async reveal<C extends RevealCommand>(command: C, params: Params<C>): Promise<Answer<C>> {
    if (!this.#journal) throw new TypeError(`${command.name}: only a mutation that has begun can send a command`);
    this.deadline.signal.throwIfAborted();
    if (!this.isUnbounded) await this.callBudget.spend();
    const { signal, meter } = this;
    this.showsPassing();
    return (await this.waitFor(this.upstream.client.call(command, params, { signal, meter }))).answer;
  }

  /** Null as well where something was written. */
  override get provenance(): Provenance | null {
    return this.written.length > 0 ? null : super.provenance;
  }

  /** Reads whether a command has happened whose answer was lost, in the time that the operation has left. */
  async #lookFor<C extends WriteCommand>(command: C, journal: JournalWriter): Promise<Reconciled<C> | null> {
    this.deadline.resume();
    try {
      return await journal.reconciled(command, { read: this.freshRead(this.signal), signal: this.signal });
    } finally {
      this.deadline.pause();
    }
  }
}
