/** Doctor: clocks, time zone, journal, tokens, and its JSON output. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clockFindings, timesIn, zoneFindings } from '../../src/cli/clocks.ts';
import { runCli } from '../support/cli.ts';
import { before, configFile, examineAt, folder, useDoctor } from './doctor-rig.ts';

const { simulator, examine } = useDoctor();
const HOUR_MS = 3_600_000;

describe('clocks', () => {
  const at = (date: number, askedAt: number, receivedAt: number) => clockFindings([{ date, askedAt, receivedAt }]);

  it('agree within whole seconds and the network time', () => {
    expect(at(60_000, 60_999, 61_500)).toEqual([]);
    expect(at(60_000, 40_000, 65_000)).toEqual([]);
    expect(at(60_000, 71_000, 71_000)).toEqual([]);
    expect(clockFindings([])).toEqual([]);
  });

  it('differ by the least difference of any response', () => {
    const [far, near] = [
      { date: 60_000, askedAt: 0, receivedAt: 0 },
      { date: 60_000, askedAt: 60_000, receivedAt: 60_000 },
    ];
    expect(clockFindings([far])).toHaveLength(1);
    expect(clockFindings([far, near])).toEqual([]);
  });

  it.each([
    [HOUR_MS, /^· clock: the gateway's clock is 1 h behind the clock of WHMCS's server: check NTP on both$/m],
    [-90 * 60_000, /^· clock: the gateway's clock is 1 h (?:30|29) min ahead of the clock of WHMCS's server/m],
  ])('that differ by %i ms are reported', async (byMs, says) => {
    const url = await before(simulator.url, { date: () => new Date(Date.now() + byMs) });
    // The rows of the simulator keep their own time, so that its zone may look wrong as well.
    expect((await examineAt(url)).said).toMatch(says);
  });
});

describe('the zone', () => {
  const now = Date.parse('2026-06-01T12:00:00Z');
  const stamps = [{ date: now, askedAt: now, receivedAt: now }];
  const of = (value: string, zone: string) => zoneFindings([{ command: 'GetTickets', value }], zone, stamps);

  it.each([
    // The server's zone is Tokyo, nine hours ahead.
    [
      '2026-06-01 21:00:00',
      'UTC',
      /^WHMCS_TIMEZONE \(UTC\) is wrong: GetTickets returns the time 2026-06-01 21:00:00, which would be 9 h in the future/,
    ],
    ['2026-06-01 12:30:00', 'America/New_York', /4 h 30 min in the future/],
  ])('%s is impossible in %s', (told, zone, says) => {
    expect(of(told, zone)).toMatchObject([
      { finding: { weight: 'wrong', ending: 'config', says: expect.stringMatching(says) as string } },
    ]);
  });

  it.each([
    ['a time that is as late as possible', '2026-06-01 21:00:00', 'Asia/Tokyo'],
    ['a time in the past', '2026-06-01 03:00:00', 'UTC'],
    ['a database that is a minute ahead of its web server', '2026-06-01 12:01:00', 'UTC'],
    ['a time that no zone explains', '2026-06-05 12:00:00', 'UTC'],
  ])('may be right with %s', (_, told, zone) => {
    expect(of(told, zone)).toEqual([]);
  });

  it('is not judged by days that a person entered', () => {
    expect(
      timesIn('GetOrders', {
        orders: [{ date: '2026-06-01 00:00:00', other: '2026-06-01' }, { date: '2026-06-01 10:00:00' }],
      }),
    ).toEqual([{ command: 'GetOrders', value: '2026-06-01 10:00:00' }]);
  });

  it('is compared with the Date header of responses', async () => {
    const times: string[] = [];
    const url = await before(simulator.url, {
      body: (body) => {
        times.push(...(body.match(/\d{4}-\d\d-\d\d [\d:]{8}/g) ?? []));
        return body;
      },
    });
    expect((await examineAt(url)).ending).toBe('ok');
    const newest = Date.parse(
      `${times
        .filter((time) => !time.endsWith('00:00:00'))
        .toSorted()
        .at(-1)}Z`,
    );
    const dated = (ms: number) => before(simulator.url, { date: () => new Date(ms) });
    const early = await examineAt(await dated(newest - 5 * HOUR_MS));
    expect([early.ending, early.said]).toEqual([
      'config',
      expect.stringMatching(/^✗ WHMCS_TIMEZONE: .*5 h in the future/m),
    ]);
    expect((await examineAt(await dated(newest + HOUR_MS))).ending).toBe('ok');
    // In a zone that far east the same wall-clock time was earlier.
    const east = await examineAt(await dated(newest - 5 * HOUR_MS), { WHMCS_TIMEZONE: 'Asia/Tokyo' });
    expect(east.ending).toBe('ok');
  });
});

describe('the journal', () => {
  it('that can be written is not changed', async () => {
    const made = folder();
    const path = configFile(`journal: { directory: ${join(made, 'not', 'yet')} }`);
    expect((await examine({ GATEWAY_CONFIG: path })).ending).toBe('ok');
    expect(readdirSync(made)).toEqual([]);
  });

  it('that cannot be written is reported, whatever WHMCS answers', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    const path = configFile(`journal: { directory: ${file}/journal }`);
    const says =
      /^✗ journal\.directory: the journal cannot be written to .*file\/journal\/[\da-f]{16} \(ENOTDIR\), and no mutation is sent/m;
    expect(await examine({ GATEWAY_CONFIG: path })).toEqual({
      ending: 'config',
      said: expect.stringMatching(says) as string,
    });
    simulator.fail({ kind: 'wrong-ip' });
    expect(await examine({ GATEWAY_CONFIG: path })).toEqual({
      ending: 'ip',
      said: expect.stringMatching(says) as string,
    });
  });
});

it('notes a gateway without any viewer', async () => {
  const { ending, said } = await examine({ GATEWAY_STAFF_TOKENS: '' });
  expect([ending, said]).toEqual([
    'ok',
    expect.stringMatching(/^· configuration: GATEWAY_STAFF_TOKENS is missing.*serve does not start without it$/m),
  ]);
  const path = configFile(`viewers: [{ name: desk, role: staff, token: 'sha256:${'0'.repeat(64)}' }]`);
  const named = await examine({ GATEWAY_STAFF_TOKENS: '', GATEWAY_CONFIG: path });
  expect(named.said).not.toContain('GATEWAY_STAFF_TOKENS');
});

describe('doctor --json', () => {
  const environment = () => ({
    WHMCS_URL: simulator.url,
    WHMCS_IDENTIFIER: 'demo-identifier',
    WHMCS_SECRET: 'demo-secret',
    GATEWAY_STAFF_TOKENS: 'doctor-token',
  });
  const printed = async (given: Readonly<Record<string, string>>) => {
    const { exit, stdout, stderr } = runCli(['doctor', '--json'], given);
    const code = await exit;
    expect(stdout()).not.toMatch(/demo-secret|doctor-token/);
    return { code, stderr: stderr(), report: JSON.parse(stdout()) as unknown };
  };

  it('prints one object with the same findings', async () => {
    simulator.fail({ kind: 'role', action: 'GetOrders' });
    const { code, stderr, report } = await printed(environment());
    expect([code, stderr]).toEqual([14, '']);
    expect(report).toEqual({
      ending: 'role',
      exitCode: 14,
      whmcs: `${simulator.url}/includes/api.php`,
      credentials: [
        { name: 'WHMCS_IDENTIFIER', commands: expect.arrayContaining(['GetOrders', 'UpdateClient']) as string[] },
      ],
      notProbed: expect.arrayContaining(['ModuleTerminate']) as string[],
      findings: expect.arrayContaining([
        {
          subject: 'WhmcsDetails',
          weight: 'right',
          ending: 'ok',
          says: 'WHMCS 8.13.1',
          ms: expect.any(Number) as number,
        },
        {
          subject: 'GetOrders',
          weight: 'wrong',
          ending: 'role',
          says: 'is not in the API role',
          ms: expect.any(Number) as number,
        },
      ]) as object[],
      lacking: [{ credential: 'WHMCS_IDENTIFIER', commands: ['GetOrders'] }],
      medianMs: expect.any(Number) as number,
    });
  });

  it('prints a fatal finding, and a wrong configuration', async () => {
    simulator.fail({ kind: 'wrong-ip' });
    const fatal = await printed(environment());
    expect([fatal.code, fatal.report]).toMatchObject([
      13,
      { ending: 'ip', findings: [{ weight: 'fatal', ending: 'ip' }], medianMs: null },
    ]);
    const wrong = await printed({ ...environment(), WHMCS_URL: 'x' });
    expect([wrong.code, wrong.stderr]).toEqual([3, '']);
    expect(wrong.report).toMatchObject({
      ending: 'config',
      exitCode: 3,
      whmcs: null,
      findings: [{ subject: 'configuration', ending: 'config' }],
    });
  });

  it('is an option of doctor only', async () => {
    const { exit, stderr } = runCli(['schema', '--json']);
    expect([await exit, stderr().split('\n')[0]]).toEqual([2, 'Unexpected option: --json; schema prints no JSON.']);
  });
});
