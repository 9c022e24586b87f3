/** Doctor: clocks, the zone, the journal, tokens, and what it prints for machines. */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clockFindings, timesIn, zoneFindings } from '../../src/cli/clocks.ts';
import { runCli } from '../support/cli.ts';
import { before, configFile, examineAt, folder, useDoctor } from './doctor-rig.ts';

const { simulator, examine } = useDoctor();
const HOUR_MS = 3_600_000;

describe('clocks', () => {
  const at = (date: number, askedAt: number, cameAt: number) => clockFindings([{ date, askedAt, cameAt }]);

  it('are together as far as whole seconds and the way tell', () => {
    expect(at(60_000, 60_999, 61_500)).toEqual([]);
    expect(at(60_000, 40_000, 65_000)).toEqual([]);
    expect(at(60_000, 71_000, 71_000)).toEqual([]);
    expect(clockFindings([])).toEqual([]);
  });

  it('are as near as the nearest answer shows them', () => {
    const [far, near] = [
      { date: 60_000, askedAt: 0, cameAt: 0 },
      { date: 60_000, askedAt: 60_000, cameAt: 60_000 },
    ];
    expect(clockFindings([far])).toHaveLength(1);
    expect(clockFindings([far, near])).toEqual([]);
  });

  it.each([
    [HOUR_MS, /^· clock: our clock is 1 h behind that of WHMCS's server: check that both are set by NTP$/m],
    [-90 * 60_000, /^· clock: our clock is 1 h (?:30|29) min ahead of that of WHMCS's server/m],
  ])('that differ by %i ms are told', async (byMs, says) => {
    const url = await before(simulator.url, { date: () => new Date(Date.now() + byMs) });
    expect(await examineAt(url)).toEqual({ ending: 'ok', said: expect.stringMatching(says) as string });
  });
});

describe('the zone', () => {
  const now = Date.parse('2026-06-01T12:00:00Z');
  const stamps = [{ date: now, askedAt: now, cameAt: now }];
  const of = (told: string, zone: string) => zoneFindings([{ command: 'GetTickets', told }], zone, stamps);

  it.each([
    // Tokyo tells its own noon of nine hours before.
    [
      '2026-06-01 21:00:00',
      'UTC',
      /^WHMCS_TIMEZONE \(UTC\) cannot be right: GetTickets tells of 2026-06-01 21:00:00, which then is 9 h in the future/,
    ],
    ['2026-06-01 12:30:00', 'America/New_York', /4 h 30 min in the future/],
  ])('%s cannot be told in %s', (told, zone, says) => {
    expect(of(told, zone)).toMatchObject([
      { finding: { weight: 'wrong', ending: 'config', says: expect.stringMatching(says) as string } },
    ]);
  });

  it.each([
    ['what is as late as it can be', '2026-06-01 21:00:00', 'Asia/Tokyo'],
    ['what is past', '2026-06-01 03:00:00', 'UTC'],
    ['a database that goes a minute before its web server', '2026-06-01 12:01:00', 'UTC'],
    ['what no zone explains', '2026-06-05 12:00:00', 'UTC'],
  ])('may be right by %s', (_, told, zone) => {
    expect(of(told, zone)).toEqual([]);
  });

  it('is not told by days that somebody typed', () => {
    expect(
      timesIn('GetOrders', {
        orders: [{ date: '2026-06-01 00:00:00', other: '2026-06-01' }, { date: '2026-06-01 10:00:00' }],
      }),
    ).toEqual([{ command: 'GetOrders', told: '2026-06-01 10:00:00' }]);
  });

  it('is held against the Date of the answers', async () => {
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
    // In a zone so far east the same time was earlier.
    const east = await examineAt(await dated(newest - 5 * HOUR_MS), { WHMCS_TIMEZONE: 'Asia/Tokyo' });
    expect(east.ending).toBe('ok');
  });
});

describe('the journal', () => {
  it('that can be written is left as it is', async () => {
    const made = folder();
    const path = configFile(`journal: { directory: ${join(made, 'not', 'yet')} }`);
    expect((await examine({ GATEWAY_CONFIG: path })).ending).toBe('ok');
    expect(readdirSync(made)).toEqual([]);
  });

  it('that cannot is told, whatever WHMCS says', async () => {
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

it('a gateway that nobody could ask is noted', async () => {
  const { ending, said } = await examine({ GATEWAY_STAFF_TOKENS: '' });
  expect([ending, said]).toEqual([
    'ok',
    expect.stringMatching(/^· configuration: GATEWAY_STAFF_TOKENS is missing.*until then serve does not start$/m),
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

  it('prints one object, which says the same', async () => {
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

  it('tells one fatal finding, and a wrong configuration', async () => {
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

  it('is for doctor alone', async () => {
    const { exit, stderr } = runCli(['schema', '--json']);
    expect([await exit, stderr().split('\n')[0]]).toEqual([2, 'Too much: --json; schema prints no JSON.']);
  });
});
