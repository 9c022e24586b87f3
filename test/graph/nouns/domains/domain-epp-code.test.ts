/** EPP codes: whoever has one has the domain, so that they are in the response that asked for them and nowhere else. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { createLog } from '../../../../src/gateway/observe/log.ts';
import { openJournal } from '../../../../src/journal/disk/open.ts';
import { startTestGateway } from '../../../support/gateway.ts';
import { expectUnknown } from '../../../support/unknown.ts';

const CANARY = 'SECRET-epp-canary';
const owner = configured({
  name: 'owner',
  role: 'CLIENT',
  clients: [1],
  allow: ['domainEppCodeRequest', 'domainTransfer'],
});

const request = `mutation ($id: ID!, $key: String) {
  domainEppCodeRequest(input: { domainId: $id, idempotencyKey: $key }) {
    __typename ... on DomainEppCodeRequestPayload { eppCode domain { name } } ... on UserError { message } } }`;
const transfer = `mutation ($input: DomainTransferInput!) { domainTransfer(input: $input) {
  __typename ... on UserError { message } } }`;

/** A gateway that offers codes, and everything that it writes. */
async function rig(secrets: readonly string[] = ['domainEppCodeRequest']) {
  const directory = mkdtempSync(join(tmpdir(), 'epp-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const logged: string[] = [];
  const gateway = await startTestGateway({
    simulator: { clients: 3 },
    tokens: [{ token: 'owner', viewer: owner }],
    gateway: {
      secrets,
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
  return {
    gateway,
    everything: async () => logged.join('') + written() + (await (await gateway.fetch('/metrics')).text()),
  };
}

it('is shown to the owner of an active domain whose registrar answers it', async () => {
  const { gateway } = await rig();
  const id = gateway.simulator.world.domains.find(({ userid, status }) => userid === 1 && status === 'Active')?.id;
  for (const [registrar, eppCode] of [
    ['enom', `SECRET-epp&${id}`],
    ['opensrs', null],
  ] as const) {
    Object.assign(gateway.simulator.world.domains.get(id ?? 0) ?? {}, { registrar });
    const { data } = await gateway.execute(request, { id: String(id) }, { as: 'owner', reveals: true });
    expect(data).toMatchObject({ domainEppCodeRequest: { eppCode, domain: {} } });
  }
  const expired = gateway.simulator.world.domains.find(({ userid, status }) => userid === 1 && status === 'Expired');
  const { data, calls } = await gateway.execute(request, { id: String(expired?.id) }, { as: 'owner' });
  expect(data).toMatchObject({ domainEppCodeRequest: { __typename: 'ConflictError' } });
  expect(calls.map(({ action }) => action)).not.toContain('DomainRequestEPP');
});

it('is in no schema before the configuration names it', async () => {
  const { gateway } = await rig([]);
  for (const as of ['staff', 'owner'])
    expectUnknown(await gateway.execute(request, { id: '1' }, { as }), 'domainEppCodeRequest');
});

it('leaves no code in the journal, the log, metrics, errors or a repeated response', async () => {
  const { gateway, everything } = await rig();
  const { domains } = gateway.simulator.world;
  const active = domains.find(({ status }) => status === 'Active') ?? expect.fail('no domain');
  active.registrar = 'enom';
  const variables = { id: String(active.id), key: 'once' };
  const first = await gateway.execute(request, variables, { reveals: true });
  expect(JSON.stringify(first.data)).toContain('SECRET-epp');
  expect((await gateway.execute(request, variables)).data).toMatchObject({ domainEppCodeRequest: { eppCode: null } });

  // A registrar refuses and repeats the code, and the schema refuses what it quotes.
  const pending =
    domains.find(({ status, userid }) => status === 'Pending' && userid === 1) ?? expect.fail('no domain');
  const asked = { input: { domainId: String(pending.id), eppCode: CANARY } };
  gateway.simulator.fail({ kind: 'json-error', times: 1, action: 'DomainTransfer', message: `Bad code ${CANARY}` });
  const refused = await gateway.execute(transfer, asked, { as: 'owner' });
  expect(refused.data).toMatchObject({ domainTransfer: { __typename: 'RefusedError' } });
  await gateway.execute(transfer, { input: { ...asked.input, domainId: null } });
  gateway.simulator.fail({ kind: 'reset-after', times: 1, action: 'DomainTransfer' });
  await gateway.execute(transfer, asked, { as: 'owner' });
  expect(pending.status).toBe('Pending Transfer');

  expect(await everything()).not.toMatch(/SECRET-epp/);
});
