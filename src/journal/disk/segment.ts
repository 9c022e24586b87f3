/** The segment that is written: a whole new one, and what is appended to it. */
import { promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { draftName, remove, syncDirectory } from './segments.ts';

/** Lines that are written at once: more would hold up whoever else has something to do. */
const LINES_AT_ONCE = 500;

export class Segment {
  /** In bytes. */
  size = 0;
  /** In bytes, when it was begun. */
  readonly startSize: number;
  readonly name: string;
  readonly #file: FileHandle;

  private constructor(name: string, file: FileHandle, size: number) {
    this.name = name;
    this.#file = file;
    this.startSize = this.size = size;
  }

  /** Begins a segment with these lines: it is there as a whole, or not at all. */
  static async begin(directory: string, name: string, lines: Iterable<string>): Promise<Segment> {
    const draft = draftName(name);
    const file = await fs.open(join(directory, draft), 'ax', 0o600);
    try {
      let size = 0;
      for (const part of parts(lines)) {
        await file.appendFile(part);
        size += Buffer.byteLength(part);
      }
      await file.datasync();
      await fs.rename(join(directory, draft), join(directory, name));
      await syncDirectory(directory);
      return new Segment(name, file, size);
    } catch (error) {
      await file.close().catch(() => undefined);
      await remove(directory, draft).catch(() => undefined);
      throw error;
    }
  }

  /** @throws what the disk says; nothing may be appended after that, for nobody knows what has become of it */
  async append(text: string, isLasting: boolean): Promise<void> {
    await this.#file.appendFile(text);
    this.size += Buffer.byteLength(text);
    if (isLasting) await this.sync();
  }

  async sync(): Promise<void> {
    await this.#file.datasync();
    // Writing to a file that was removed succeeds, and is for nothing.
    const { nlink } = await this.#file.stat();
    if (nlink === 0) throw new Error(`${this.name} was removed`);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

function* parts(lines: Iterable<string>): Generator<string> {
  let part: string[] = [];
  for (const line of lines) {
    if (part.push(line) < LINES_AT_ONCE) continue;
    yield part.join('');
    part = [];
  }
  yield part.join('');
}
