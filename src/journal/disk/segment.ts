/** The segment that is being written: it is created as a whole, and then appended to. */
import { promises as fs } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { draftName, remove, syncDirectory } from './segments.ts';

/** Lines in one write: more would block the event loop for too long. */
const LINES_PER_WRITE = 500;

export class Segment {
  /** In bytes. */
  size = 0;
  /** In bytes, when it was created. */
  readonly startSize: number;
  readonly name: string;
  readonly #file: FileHandle;

  private constructor(name: string, file: FileHandle, size: number) {
    this.name = name;
    this.#file = file;
    this.startSize = this.size = size;
  }

  /** Creates a segment with these lines: either all of it exists, or nothing. */
  static async create(directory: string, name: string, lines: Iterable<string>): Promise<Segment> {
    const draft = draftName(name);
    const file = await fs.open(join(directory, draft), 'ax', 0o600);
    try {
      let size = 0;
      for (const text of batches(lines)) {
        await file.appendFile(text);
        size += Buffer.byteLength(text);
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

  /** @throws the error of the disk; then nothing more may be appended, because the content of the file is unknown */
  async append(text: string, mustSync: boolean): Promise<void> {
    await this.#file.appendFile(text);
    this.size += Buffer.byteLength(text);
    if (mustSync) await this.sync();
  }

  async sync(): Promise<void> {
    await this.#file.datasync();
    // A write to a removed file succeeds without effect.
    const { nlink } = await this.#file.stat();
    if (nlink === 0) throw new Error(`${this.name} was removed`);
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

function* batches(lines: Iterable<string>): Generator<string> {
  let batch: string[] = [];
  for (const line of lines) {
    if (batch.push(line) < LINES_PER_WRITE) continue;
    yield batch.join('');
    batch = [];
  }
  yield batch.join('');
}
