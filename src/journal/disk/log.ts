/**
 * An append-only log in a directory: the store of a journal on disk. Writes that wait for the disk share a sync: while one batch is synced,
 * the next one gathers. After a failure the content of the file is unknown (Linux drops pages that it could not write), so nothing more is
 * appended to it: a new segment is created with all entries in memory. Opening, recovering and compacting are this one operation.
 */
import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { monotonic } from '../../monotonic.ts';
import { storedForm, type Clock } from '../clock.ts';
import type { Entries } from '../entries.ts';
import type { Entry } from '../entry.ts';
import { JournalError } from '../journal.ts';
import type { EntryChange, EntryStore } from '../over-store.ts';
import { lineOf, parseLines } from './line.ts';
import { announce, isAlive, type Liveness } from './liveness.ts';
import { checkFree, HeldError, takeLock } from './lock.ts';
import { recover } from './recovery.ts';
import { Segment } from './segment.ts';
import { adopt, hasUnlockedWriter, makeDirectory, remove, segmentName } from './segments.ts';

/** Called with a fixed message and its details; `err` is the error, if there is one. */
export type OnProblem = (
  message: string,
  details?: { readonly err?: unknown } & Readonly<Record<string, unknown>>,
) => void;

export interface LogOptions {
  readonly directory: string;
  readonly entries: Entries;
  readonly keepMs: number;
  readonly clock: Clock;
  readonly onProblem: OnProblem;
}

interface PendingWrite {
  readonly change: EntryChange | null;
  readonly mustSync: boolean;
  readonly resolve: () => void;
  readonly reject: (error: JournalError) => void;
}

/** A smaller segment is not compacted. */
const COMPACT_BYTES = 1024 * 1024;
const MAX_GROWTH = 4;
/** The time between two checks whether the other process has ended. */
const RETRY_MS = 200;
/** Clocks are often corrected by less. */
const REPORTED_AHEAD_MS = 1_000;

export class DiskLog implements EntryStore {
  readonly #options: LogOptions;
  readonly #owner = `${Date.now().toString(36)}-${randomBytes(6).toString('hex')}`;
  #liveness: Liveness | null = null;
  #segment: Segment | null = null;
  /** Adopted segments that are not read yet. */
  readonly #adopted: string[] = [];
  /** Own segments that the next segment replaces. */
  readonly #replaced: string[] = [];
  #number = 0;
  #seq = 0;
  readonly #queue: PendingWrite[] = [];
  #isWriting = false;
  #isUnsynced = false;
  /** Whether the next write must check that this process still owns the directory. */
  #mustCheckOwner = true;
  #isBroken = false;

  constructor(options: LogOptions) {
    this.#options = options;
  }

  ready(): Promise<void> | void {
    return this.#segment && !this.#mustCheckOwner ? undefined : this.#enqueue(null, false);
  }

  save(entry: Entry): Promise<void> {
    return this.#enqueue(entry, true);
  }

  saveLater(change: EntryChange): Promise<void> {
    // The entry is in memory, and a failed write is followed by a segment with all entries in memory.
    return this.#enqueue(change, false).catch(() => undefined);
  }

  /** Syncs changes that nobody waits for, and retries after a failure. */
  async flush(): Promise<void> {
    if (this.#isUnsynced || this.#isBroken) await this.#enqueue(null, true).catch(() => undefined);
  }

  /**
   * Takes the directory and adopts the entries of earlier processes. If the disk fails, a later write tries again.
   *
   * @param waitMs how long to wait for another process to end
   * @param onHeld called when the wait begins
   * @throws HeldError if another process has it after that time
   */
  async open(waitMs: number, onHeld: (error: HeldError) => void): Promise<void> {
    const deadline = monotonic() + waitMs;
    for (let isFirst = true; ; isFirst = false) {
      const failure = await this.#takeDirectory().catch((error: unknown) => error);
      if (!(failure instanceof HeldError)) break;
      if (monotonic() >= deadline) {
        await this.#liveness?.end();
        throw failure;
      }
      if (isFirst) onHeld(failure);
      await setTimeout(RETRY_MS);
    }
    await this.tidy();
  }

  /** Removes old entries, and checks that this process still owns the directory. */
  async tidy(): Promise<void> {
    this.#removeOldEntries();
    this.#mustCheckOwner = true;
    await this.#enqueue(null, false).catch(() => undefined);
  }

  isWritable(): boolean {
    return !this.#isBroken;
  }

  async close(): Promise<void> {
    await this.#enqueue(null, true).catch(() => undefined);
    await this.#segment?.close();
    this.#segment = null;
    await this.#liveness?.end();
    this.#liveness = null;
  }

  #removeOldEntries(): void {
    const { entries, keepMs, clock } = this.#options;
    entries.removeEndedBefore(clock.monotonic() - keepMs);
  }

  #enqueue(change: PendingWrite['change'], mustSync: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ change, mustSync, resolve, reject });
      if (!this.#isWriting) void this.#writeQueue();
    });
  }

  async #writeQueue(): Promise<void> {
    this.#isWriting = true;
    // The writes of this turn of the event loop go into one batch.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0);
      try {
        await this.#write(batch);
        for (const { resolve } of batch) resolve();
        this.#report(false);
      } catch (error) {
        await this.#abandonSegment();
        this.#report(true, error);
        const failure = new JournalError('the journal cannot be written', { cause: error });
        for (const { reject } of batch) reject(failure);
      }
    }
    this.#isWriting = false;
  }

  async #write(batch: readonly PendingWrite[]): Promise<void> {
    const segment = await this.#writableSegment();
    const text = batch.map(({ change }) => (change ? this.#line(change) : '')).join('');
    const mustSync = batch.some((pending) => pending.mustSync);
    if (text !== '') await segment.append(text, mustSync);
    else if (mustSync) await segment.sync();
    this.#isUnsynced = !mustSync && (this.#isUnsynced || text !== '');
  }

  /** The current segment; a new one if there is none, if it has grown too large, or if segments were adopted. */
  async #writableSegment(): Promise<Segment> {
    const current = this.#segment;
    const hasAdopted = current === null || this.#mustCheckOwner ? await this.#adopt() : false;
    if (current && !hasAdopted && !isTooLarge(current)) return current;
    const { directory, entries } = this.#options;
    const created = await Segment.create(directory, this.#nextName(), this.#lines(entries.all()));
    this.#segment = created;
    if (current) this.#replaced.push(current.name);
    await current?.close();
    // Oldest first: after a crash no remaining segment is older than a removed one.
    for (let [name] = this.#replaced; name !== undefined; [name] = this.#replaced) {
      await remove(directory, name);
      this.#replaced.shift();
    }
    return created;
  }

  /** Takes the lock, or checks that this process has it. The directory may have been replaced. */
  async #takeDirectory(): Promise<void> {
    const { directory } = this.#options;
    await makeDirectory(directory);
    if (!this.#liveness || !(await isAlive(directory, this.#owner))) {
      await this.#liveness?.end();
      this.#liveness = null;
      await checkFree(directory, this.#owner);
      if (await hasUnlockedWriter(directory, this.#owner)) throw new HeldError('a process of an earlier release');
      this.#liveness = await announce(directory, this.#owner);
    }
    await takeLock(directory, this.#owner);
  }

  /** Adopts the segments of dead processes, and loads their entries. */
  async #adopt(): Promise<boolean> {
    const { directory, entries, clock, onProblem } = this.#options;
    await this.#takeDirectory();
    await adopt(directory, {
      owner: this.#owner,
      nextName: () => this.#nextName(),
      onAdopted: (name) => this.#adopted.push(name),
    });
    this.#mustCheckOwner = false;
    if (this.#adopted.length === 0) return false;
    const segments = await Promise.all(
      this.#adopted.map(async (name) => ({ name, ...parseLines(await fs.readFile(join(directory, name), 'utf8')) })),
    );
    for (const { name, corrupt } of segments)
      if (corrupt.length > 0) onProblem('journal lines damaged', { segment: name, lines: corrupt });
    const { entries: recovered, seq, aheadMs } = recover(segments, clock);
    if (aheadMs > REPORTED_AHEAD_MS)
      // The clock was set back.
      onProblem('journal dates in the future', { aheadSeconds: Math.ceil(aheadMs / 1000) });
    this.#seq = Math.max(this.#seq, seq);
    for (const entry of recovered) entries.put(entry);
    this.#removeOldEntries();
    this.#replaced.push(...this.#adopted.splice(0));
    return true;
  }

  async #abandonSegment(): Promise<void> {
    const segment = this.#segment;
    if (!segment) return;
    this.#segment = null;
    this.#replaced.push(segment.name);
    await segment.close().catch(() => undefined);
  }

  #report(isBroken: boolean, error?: unknown): void {
    if (isBroken === this.#isBroken) return;
    this.#isBroken = isBroken;
    if (isBroken) this.#options.onProblem('journal cannot be written', { err: error });
    else this.#options.onProblem('journal can be written again');
  }

  #nextName(): string {
    return segmentName(this.#owner, ++this.#number);
  }

  #line(change: EntryChange): string {
    const seq = ++this.#seq;
    return lineOf('gone' in change ? { seq, gone: change.gone } : { seq, entry: storedForm(change) });
  }

  *#lines(entries: Iterable<Entry>): Generator<string> {
    for (const entry of entries) yield this.#line(entry);
  }
}

const isTooLarge = ({ size, startSize }: Segment): boolean => size > Math.max(COMPACT_BYTES, MAX_GROWTH * startSize);
