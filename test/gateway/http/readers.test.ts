/** Slow readers: the responses that wait for them are bounded in time and in bytes. */
import { describe, expect, it } from 'vitest';
import { until } from '../../support/settled.ts';
import { LARGE, MEBIBYTE, readers } from './readers-rig.ts';

const isCut = async (reader: { readonly isCut: boolean; readonly socket: { resume(): unknown } }): Promise<void> => {
  reader.socket.resume();
  await until(() => reader.isCut);
};

describe('a reader', () => {
  it('is disconnected after 30 seconds without reading, and not before', async () => {
    const rig = await readers();
    const reader = rig.ask('/large');
    await until(() => rig.waiting > 0);
    rig.pass(29);
    expect(rig.cuts).toEqual([]);
    rig.pass(1);
    expect(rig.cuts).toEqual(['slow']);
    await isCut(reader);
    expect(reader.bytes).toBeLessThan(LARGE);
  });

  it.each(['/text', '/large'])('gets all of %s in order once it reads', async (path) => {
    const rig = await readers();
    const reader = rig.ask(path);
    reader.socket.resume();
    const head = () => reader.text.slice(0, reader.text.indexOf('\r\n\r\n') + 4);
    await until(
      () => reader.bytes > 10_000 && reader.bytes === head().length + Number(/content-length: (\d+)/.exec(head())?.[1]),
    );
    const body = reader.text.slice(head().length);
    expect(body === (path === '/text' ? `${'ä€😀x'.repeat(MEBIBYTE)}!` : 'x'.repeat(LARGE))).toBe(true);
    await until(() => rig.waiting === 0);
    rig.pass(100);
    expect([rig.cuts, reader.isCut]).toEqual([[], false]);
  });

  it('is disconnected when it reads a byte every 29 seconds', async () => {
    const rig = await readers();
    const reader = rig.ask('/large');
    await until(() => rig.waiting > 0);
    for (let byte = 0; byte < 2; byte++) {
      reader.socket.read(1);
      rig.pass(29);
    }
    expect(rig.cuts).toEqual(['slow']);
  });

  it('is never disconnected while it reads above the minimum rate', async () => {
    const rig = await readers();
    const reader = rig.ask('/large');
    await until(() => rig.waiting > 0);
    while (rig.waiting > 0) {
      const before = rig.written;
      // 2 MiB in 20 seconds, at an uneven rate.
      await until(() => {
        reader.socket.resume();
        return rig.written - before >= 2 * MEBIBYTE || rig.waiting === 0;
      });
      reader.socket.pause();
      rig.pass(20);
    }
    expect(rig.cuts).toEqual([]);
    reader.socket.resume();
    await until(() => reader.bytes > LARGE);
  });

  it('still gets its response after it half-closes the connection', async () => {
    const rig = await readers();
    const reader = rig.ask('/large');
    reader.socket.end();
    reader.socket.resume();
    await until(() => reader.bytes > LARGE);
    expect(rig.cuts).toEqual([]);
  });

  it('leaves no state behind when it disconnects with responses queued', async () => {
    const rig = await readers();
    const reader = rig.ask('/large', '/large', '/small');
    await until(() => rig.waiting > 2 * LARGE);
    reader.socket.resetAndDestroy();
    await until(() => rig.waiting === 0);
    expect(rig.cuts).toEqual([]);
  });
});

describe('pipelined requests', () => {
  it('wait for a slow response without counting as a slow reader', async () => {
    const rig = await readers();
    const reader = rig.ask('/later', '/small', '/large');
    await until(() => rig.waiting > LARGE);
    rig.pass(100);
    expect(rig.cuts).toEqual([]);
    rig.answerLater();
    reader.socket.resume();
    await until(() => reader.bytes > LARGE);
    expect(reader.text.indexOf('later')).toBeLessThan(reader.text.indexOf('small'));
  });

  it('are disconnected together when their reader does not read, even with small responses', async () => {
    const rig = await readers();
    rig.ask('/large', ...Array.from({ length: 50 }, () => '/small'));
    await until(() => rig.waiting > LARGE + 4_096);
    rig.pass(30);
    expect([rig.cuts, rig.waiting]).toEqual([['slow'], 0]);
  });
});

describe('unread bytes', () => {
  it('have a limit for each viewer: only the slowest reader of that viewer is disconnected', async () => {
    const rig = await readers();
    const other = rig.ask('/large?other');
    await until(() => rig.waiting > LARGE);
    const oldest = rig.ask('/large?viewer');
    await until(() => rig.waiting > 2 * LARGE);
    rig.pass(5);
    const younger = rig.ask('/large?viewer');
    await until(() => rig.waiting > 3 * LARGE);
    expect(rig.cuts).toEqual([]);
    const youngest = rig.ask('/large?viewer');
    await until(() => rig.cuts.length > 0);
    expect(rig.cuts).toEqual(['viewer']);
    await isCut(oldest);
    for (const reader of [other, younger, youngest]) {
      reader.socket.resume();
      await until(() => reader.bytes > LARGE);
    }
  });

  it('of pipelined requests count too', async () => {
    const rig = await readers();
    await isCut(rig.ask('/later', '/large?viewer', '/large?viewer', '/large?viewer'));
    expect([rig.cuts, rig.waiting]).toEqual([['viewer'], 0]);
  });

  it('of unauthenticated callers count together for each address', async () => {
    const rig = await readers();
    const asked = Array.from({ length: 20 }, () => rig.ask('/large'));
    await until(() => rig.cuts.length === 18);
    expect(rig.waiting).toBeLessThanOrEqual(64 * MEBIBYTE);
    expect(asked).toHaveLength(20);
  });

  it('have a total limit: a reader of the viewer with the most unread bytes is disconnected', async () => {
    const rig = await readers({ totalBytes: 80 * MEBIBYTE });
    const greedy = rig.ask('/large?greedy');
    await until(() => rig.waiting > LARGE);
    rig.ask('/large?greedy');
    await until(() => rig.waiting > 2 * LARGE);
    const modest = rig.ask('/large?modest');
    await until(() => rig.waiting > 3 * LARGE);
    const late = rig.ask('/large?late');
    await until(() => rig.cuts.length > 0);
    expect(rig.cuts).toEqual(['total']);
    await isCut(greedy);
    for (const reader of [modest, late]) {
      reader.socket.resume();
      await until(() => reader.bytes > LARGE);
    }
  });
});
