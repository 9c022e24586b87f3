/** Secrets that a mutation reveals: they are in the response that asked for them, and nowhere else. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createLog } from '../../../src/gateway/observe/log.ts';
import { openJournal } from '../../../src/journal/disk/open.ts';
import { startTestGateway } from '../../support/gateway.ts';

const CANARY = 'SECRET-revealed-once';
const encrypted = Buffer.from(CANARY).toString('base64');

const decrypt = `mutation ($text: String!) {
  passwordDecrypt(input: { encryptedPassword: $text }) {
    __typename ... on PasswordDecryptPayload { password } ... on UserError { message } } }`;
const encrypt = `mutation { passwordEncrypt(input: { password: "${CANARY}" }) {
  ... on PasswordEncryptPayload { encryptedPassword } } }`;

/** A gateway that offers passwords, and everything that it writes. */
async function rig() {
  const directory = mkdtempSync(join(tmpdir(), 'reveal-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const logged: string[] = [];
  const gateway = await startTestGateway({
    gateway: {
      secrets: ['passwordDecrypt', 'passwordEncrypt'],
      journal: await openJournal({
        directory,
        keepMs: 3_600_000,
        onProblem: (problem) => expect.fail(problem),
      }),
      log: createLog({ level: 'trace', secrets: [] }, { write: (line) => void logged.push(line) }),
    },
  });
  onTestFinished(() => gateway.close());
  const written = () =>
    readdirSync(directory, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('lock'))
      .map(({ name }) => readFileSync(join(directory, name), 'utf8'))
      .join('\n');
  return { gateway, log: () => logged.join(''), journal: written };
}

it('are in no journal, log, metric, extension, error or later response', async () => {
  const { gateway, log, journal } = await rig();
  const variables = { text: encrypted };
  const headers = { 'x-gateway-explain': 'plan' };
  const { data, extensions } = await gateway.execute(decrypt, variables, { reveals: true, headers });
  expect(data).toEqual({ passwordDecrypt: { __typename: 'PasswordDecryptPayload', password: CANARY } });
  expect(extensions?.whmcs).toMatchObject({ calls: 1, byCommand: { DecryptPassword: 1 } });
  expect((await gateway.execute(encrypt, {}, { reveals: true })).data).toEqual({
    passwordEncrypt: { encryptedPassword: encrypted },
  });

  // WHMCS refuses and repeats what it was sent, and the schema refuses what it quotes.
  const refusal = { kind: 'json-error', times: 1, message: `Cannot read ${encrypted}` } as const;
  gateway.simulator.fail({ ...refusal, action: 'DecryptPassword' });
  const refused = await gateway.execute(decrypt, variables);
  expect(refused.data).toMatchObject({ passwordDecrypt: { __typename: 'RefusedError' } });
  expect(JSON.stringify(refused.data)).not.toContain(encrypted);
  const wrong = await gateway.execute(
    'mutation ($input: PasswordDecryptInput!) { passwordDecrypt(input: $input) { __typename } }',
    { input: { encryptedPassword: encrypted, unknown: 1 } },
  );
  expect(wrong.errors?.map(({ message }) => message)).toEqual([
    expect.stringContaining('Field "unknown" is not defined'),
  ]);
  expect(JSON.stringify(wrong.errors)).not.toContain(encrypted);

  const { data: told } = await gateway.execute(
    '{ operations { nodes { mutation state advice relatedIds } } __type(name: "Query") { name } }',
  );
  expect(JSON.stringify(told)).toContain('passwordDecrypt');
  const metrics = await (await gateway.fetch('/metrics')).text();
  expect(metrics).toContain('DecryptPassword');
  expect(log()).toContain('passwordDecrypt');
  expect(journal()).toContain('passwordDecrypt');
  for (const text of [journal(), log(), metrics, JSON.stringify(told)]) {
    expect(text).not.toContain(CANARY);
    expect(text).not.toContain(encrypted);
  }
});

it('are read anew for each request: no cache has them, and no two requests share a call', async () => {
  const { gateway } = await rig();
  const ask = () => gateway.execute(decrypt, { text: encrypted }, { reveals: true });
  await Promise.all([ask(), ask(), ask()]);
  await ask();
  expect(gateway.simulator.calls.of('DecryptPassword')).toBe(4);
});

it('are not sent for a dry run, which shows none', async () => {
  const { gateway } = await rig();
  const { data, calls, extensions } = await gateway.execute(
    decrypt,
    { text: encrypted },
    { headers: { 'x-gateway-explain': 'only' } },
  );
  expect([data, calls]).toEqual([null, []]);
  expect(extensions?.whmcs?.forecast).toMatchObject({ least: 1, most: 1 });
});

it('are unknown to a gateway whose configuration does not name them', async () => {
  const gateway = await startTestGateway();
  onTestFinished(() => gateway.close());
  const { errors, calls } = await gateway.execute(decrypt, { text: encrypted });
  expect(calls).toEqual([]);
  expect(errors?.map(({ extensions: { code } }) => code)).toContain('GRAPHQL_VALIDATION_FAILED');
});
