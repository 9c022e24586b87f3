/**
 * An append-only log in a directory, as the keeper of a journal. Whoever waits for the disk waits together: while one batch is synced,
 * the next one gathers. After a failure nobody knows what the disk holds (Linux forgets pages that it could not write), so that nothing
 * more is appended: a new segment is begun with everything that memory knows. To open, to recover and to compact are this one act.
 */
import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { monotonic } from '../../monotonic.ts';
import type { EntryStore } from '../over-store.ts';
import { writtenOf, type Clock } from '../clock.ts';
import type { Entry } from '../entry.ts';
import { JournalError } from '../journal.ts';
import type { Entries } from '../entries.ts';
import { lineOf, readLines, type LogRecord } from './line.ts';
import { checkFree, HeldError, takeLock } from './lock.ts';
import { announce, isAlive, type Liveness } from './liveness.ts';
import { recover } from './recovery.ts';
import { Segment } from './segment.ts';
import { adopt, hasUnlockedWriter, makeDirectory, remove, segmentName } from './segments.ts';

export interface LogOptions {
  readonly directory: string;
  readonly ledger: Entries;
  readonly keepMs: number;
  readonly clock: Clock;
  readonly onProblem: (message: string, error?: unknown) => void;
}

interface Waiting {
  readonly told: Entry | { readonly gone: string } | null;
  readonly isLasting: boolean;
  readonly resolve: () => void;
  readonly reject: (error: JournalError) => void;
}

/** A smaller segment is not worth a new one. */
const WORTH_COMPACTING = 1024 * 1024;
const MOST_GROWTH = 4;
/** Between two looks whether another process has ended. */
const AGAIN_MS = 200;
/** Less than that clocks are corrected all the time. */
const WORTH_TELLING_MS = 1_000;

export class Log implements EntryStore {
  readonly #options: LogOptions;
  readonly #us = `${Date.now().toString(36)}-${randomBytes(6).toString('hex')}`;
  #presence: Liveness | null = null;
  #segment: Segment | null = null;
  /** Of others, and ours by now; not read yet. */
  readonly #inherited: string[] = [];
  /** Ours that the next segment replaces. */
  readonly #replaced: string[] = [];
  #number = 0;
  #seq = 0;
  readonly #queue: Waiting[] = [];
  #isWorking = false;
  #isUnsynced = false;
  /** Whether it is time to make sure that the directory is still ours. */
  #isLookDue = true;
  #isBroken = false;

  constructor(options: LogOptions) {
    this.#options = options;
  }

  ready(): Promise<void> | void {
    return this.#segment && !this.#isLookDue ? undefined : this.#enqueue(null, false);
  }

  keep(entry: Entry): Promise<void> {
    return this.#enqueue(entry, true);
  }

  note(told: Entry | { readonly gone: string }): Promise<void> {
    // Memory knows it, and what memory knows is written as soon as anything is.
    return this.#enqueue(told, false).catch(() => undefined);
  }

  /** Looks after what nobody waits for: what is written and not synced, or could not be written. */
  async flush(): Promise<void> {
    if (this.#isUnsynced || this.#isBroken) await this.#enqueue(null, true).catch(() => undefined);
  }

  /**
   * Takes the directory, and everything that others have left there. Where the disk does not let it, that is tried again later.
   *
   * @param waitMs how long it waits for another process to end
   * @param onHeld told when it begins to wait
   * @throws HeldError where another process still has it then
   */
  async open(waitMs: number, onHeld: (error: HeldError) => void): Promise<void> {
    const givesUpAt = monotonic() + waitMs;
    for (let isFirst = true; ; isFirst = false) {
      const failure = await this.#hold().catch((error: unknown) => error);
      if (!(failure instanceof HeldError)) break;
      if (monotonic() >= givesUpAt) {
        await this.#presence?.end();
        throw failure;
      }
      if (isFirst) onHeld(failure);
      await setTimeout(AGAIN_MS);
    }
    await this.tidy();
  }

  /** Forgets what is too old, and makes sure that the directory is still ours. */
  async tidy(): Promise<void> {
    const { ledger, keepMs, clock } = this.#options;
    ledger.forget(clock.monotonic() - keepMs);
    this.#isLookDue = true;
    await this.#enqueue(null, false).catch(() => undefined);
  }

  isWritable(): boolean {
    return !this.#isBroken;
  }

  async close(): Promise<void> {
    await this.#enqueue(null, true).catch(() => undefined);
    await this.#segment?.close();
    this.#segment = null;
    await this.#presence?.end();
    this.#presence = null;
  }

  #enqueue(told: Waiting['told'], isLasting: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ told, isLasting, resolve, reject });
      if (!this.#isWorking) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#isWorking = true;
    // What is asked for in this turn of the event loop goes together.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0);
      try {
        await this.#write(batch);
        for (const { resolve } of batch) resolve();
        this.#report(false);
      } catch (error) {
        await this.#giveUp();
        this.#report(true, error);
        const failure = new JournalError('the journal cannot be written', { cause: error });
        for (const { reject } of batch) reject(failure);
      }
    }
    this.#isWorking = false;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const segment = await this.#open();
    const text = batch.map(({ told }) => (told ? this.#line(told) : '')).join('');
    const isLasting = batch.some((waiting) => waiting.isLasting);
    if (text !== '') await segment.append(text, isLasting);
    else if (isLasting) await segment.sync();
    this.#isUnsynced = !isLasting && (this.#isUnsynced || text !== '');
  }

  /** The segment to write to: a new one, where there is none or it has grown, or where there is something to adopt. */
  async #open(): Promise<Segment> {
    const current = this.#segment;
    const isNews = current === null || this.#isLookDue ? await this.#adopt() : false;
    if (current && !isNews && !isOvergrown(current)) return current;
    const { directory, ledger } = this.#options;
    const begun = await Segment.begin(directory, this.#nextName(), this.#lines(ledger.all()));
    this.#segment = begun;
    if (current) this.#replaced.push(current.name);
    await current?.close();
    // Oldest first: what is left by a crash is never older than what is gone.
    for (let [name] = this.#replaced; name !== undefined; [name] = this.#replaced) {
      await remove(directory, name);
      this.#replaced.shift();
    }
    return begun;
  }

  /** Has the lock, or takes it: the directory may be another one by now. */
  async #hold(): Promise<void> {
    const { directory } = this.#options;
    await makeDirectory(directory);
    if (!this.#presence || !(await isAlive(directory, this.#us))) {
      await this.#presence?.end();
      this.#presence = null;
      await checkFree(directory, this.#us);
      if (await hasUnlockedWriter(directory, this.#us)) throw new HeldError('a process of an earlier release');
      this.#presence = await announce(directory, this.#us);
    }
    await takeLock(directory, this.#us);
  }

  /** Takes over what others have left. */
  async #adopt(): Promise<boolean> {
    const { directory, ledger, keepMs, clock, onProblem } = this.#options;
    await this.#hold();
    await adopt(directory, {
      owner: this.#us,
      nextName: () => this.#nextName(),
      inherits: (name) => this.#inherited.push(name),
    });
    this.#isLookDue = false;
    if (this.#inherited.length === 0) return false;
    const reads = await Promise.all(
      this.#inherited.map(async (name) => ({ name, ...readLines(await fs.readFile(join(directory, name), 'utf8')) })),
    );
    for (const { name, corrupt } of reads)
      if (corrupt.length > 0)
        onProblem(`the journal has lines that cannot be read: ${name}, line ${corrupt.join(', ')}`);
    const { entries, seq, aheadMs } = recover(reads, clock);
    if (aheadMs > WORTH_TELLING_MS)
      onProblem(`the journal has dates up to ${Math.ceil(aheadMs / 1000)} s in the future: the clock was set back`);
    this.#seq = Math.max(this.#seq, seq);
    for (const entry of entries) ledger.put(entry);
    ledger.forget(clock.monotonic() - keepMs);
    this.#replaced.push(...this.#inherited.splice(0));
    return true;
  }

  /** What was begun is not gone on with. */
  async #giveUp(): Promise<void> {
    const segment = this.#segment;
    if (!segment) return;
    this.#segment = null;
    this.#replaced.push(segment.name);
    await segment.close().catch(() => undefined);
  }

  #report(isBroken: boolean, error?: unknown): void {
    if (isBroken === this.#isBroken) return;
    this.#isBroken = isBroken;
    if (isBroken)
      this.#options.onProblem(
        `the journal in ${this.#options.directory} cannot be written: mutations are refused`,
        error,
      );
    else this.#options.onProblem('the journal can be written again');
  }

  #nextName(): string {
    return segmentName(this.#us, ++this.#number);
  }

  #line(told: Entry | { readonly gone: string }): string {
    const record: LogRecord =
      'gone' in told ? { seq: ++this.#seq, gone: told.gone } : { seq: ++this.#seq, entry: writtenOf(told) };
    return lineOf(record);
  }

  *#lines(entries: Iterable<Entry>): Generator<string> {
    for (const entry of entries) yield this.#line(entry);
  }
}

const isOvergrown = ({ size, startSize }: Segment): boolean =>
  size > Math.max(WORTH_COMPACTING, MOST_GROWTH * startSize);
