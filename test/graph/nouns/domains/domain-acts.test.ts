/** What is bought for a domain: the states in which it can be bought, and that it is bought once. */
import { describe, expect, it } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { addMonths } from '../../../../src/simulator/clock.ts';
import { useGateway, type As } from '../../../support/gateway.ts';

interface Ending {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

const buyer = configured({
  name: 'buyer',
  role: 'PARTNER',
  clients: [1, 2],
  allow: ['domainRegister', 'domainTransfer', 'domainRenew'],
});
const gateway = useGateway({ simulator: { clients: 6 }, tokens: [{ token: 'buyer', viewer: buyer }] });
const world = () => gateway.simulator.world;

/** A new domain of client 1, in this status. */
function domain(status: string, more: object = {}) {
  const like = world().domains.get(1) ?? expect.fail('no domain');
  const id = world().domains.nextId();
  return world().domains.add({ ...structuredClone(like), id, status, expirydate: '2027-03-01', ...more });
}

async function act(name: string, input: object, as: As = 'buyer') {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const done = name === 'domainRenew' || name === 'domainRelease' ? '' : 'alreadyDone';
  const { data, errors, calls } = await gateway.execute<Record<string, Ending>>(
    `mutation ($input: ${type}Input!) { ${name}(input: $input) {
      __typename ... on ${type}Payload { ${done} domain { status expiresOn } }
      ... on UserError { message } ... on InvalidInputError { path } ... on ConflictError { subject expected actual } } }`,
    { input },
    { as },
  );
  const command = `Domain${type.slice('Domain'.length)}`;
  return { ending: data?.[name], errors, sent: calls.filter(({ action }) => action === command) };
}

const timesSent = (command: string, id: number): number =>
  gateway.simulator.calls.entries.filter(
    ({ action, params }) => action === command && params['domainid'] === String(id),
  ).length;

describe('domainRegister', () => {
  it('registers a pending domain once, however often it is asked', async () => {
    const { id } = domain('Pending');
    const input = { domainId: String(id) };
    const [first, second] = await Promise.all([act('domainRegister', input), act('domainRegister', input)]);
    const third = await act('domainRegister', { ...input, idempotencyKey: `again ${id}` });
    expect(timesSent('DomainRegister', id)).toBe(1);
    expect(world().domains.get(id)?.status).toBe('Active');
    expect(first.ending).toMatchObject({ alreadyDone: false, domain: { status: 'ACTIVE' } });
    expect(second.ending).toEqual(first.ending);
    expect(third).toMatchObject({ ending: { alreadyDone: true }, sent: [] });
  });

  it.each(['Cancelled', 'Expired', 'Pending Transfer', 'Transferred Away'])(
    'sends nothing for a domain that is %s',
    async (status) => {
      const { ending, sent } = await act('domainRegister', { domainId: String(domain(status).id) });
      expect([ending, sent]).toMatchObject([
        { __typename: 'ConflictError', subject: 'status', expected: ['PENDING'] },
        [],
      ]);
    },
  );
});

describe('domainTransfer', () => {
  it('requests a pending transfer again only if it is told to', async () => {
    const { id } = domain('Pending Transfer');
    const input = { domainId: String(id), eppCode: 'another code' };
    expect(await act('domainTransfer', input)).toMatchObject({ ending: { alreadyDone: true }, sent: [] });
    const again = await act('domainTransfer', { ...input, evenIfDone: true, idempotencyKey: `transfer ${id}` });
    expect(again).toMatchObject({ ending: { alreadyDone: false }, sent: [{ params: { eppcode: 'another code' } }] });
  });

  it('is the same request with another code, and another one with another key', async () => {
    const { id } = domain('Pending');
    const first = await act('domainTransfer', { domainId: String(id), eppCode: 'one' });
    expect(first.sent).toHaveLength(1);
    const second = await act('domainTransfer', { domainId: String(id), eppCode: 'two' });
    expect([second.ending, second.sent]).toEqual([first.ending, []]);
  });
});

describe('domainRenew', () => {
  it('renews once for each year of expiry', async () => {
    const { id, regperiod } = domain('Active');
    const input = { domainId: String(id), currentExpiryYear: 2027 };
    const answers = await Promise.all([1, 2, 3].map(() => act('domainRenew', input)));
    expect(answers[0]?.ending).toMatchObject({ domain: { expiresOn: addMonths('2027-03-01', 12 * regperiod) } });
    expect(timesSent('DomainRenew', id)).toBe(1);
    const later = await act('domainRenew', { ...input, idempotencyKey: `renew ${id}` });
    expect(later).toMatchObject({
      ending: { __typename: 'ConflictError', subject: 'expiresOn', expected: ['2027'] },
      sent: [],
    });
    expect(world().domains.get(id)?.expirydate).toBe(addMonths('2027-03-01', 12 * regperiod));
  });

  it('sends nothing for a year in which the domain does not expire', async () => {
    const { id } = domain('Active');
    const { ending, sent } = await act('domainRenew', { domainId: String(id), currentExpiryYear: 2026 });
    expect([ending, sent]).toMatchObject([{ __typename: 'ConflictError', actual: '2027-03-01' }, []]);
  });

  it.each([
    ['Grace', 1],
    ['Expired', 1],
    ['Pending', 0],
    ['Transferred Away', 0],
  ])('of a domain that is %s sends %i command', async (status, commands) => {
    const { sent } = await act('domainRenew', { domainId: String(domain(status).id), currentExpiryYear: 2027 });
    expect(sent).toHaveLength(commands);
  });

  it('leaves the number of years to staff', async () => {
    const input = { domainId: String(domain('Active').id), currentExpiryYear: 2027, years: 5 };
    const { errors } = await act('domainRenew', input);
    expect(errors).toMatchObject([{ message: expect.stringContaining('years') as string }]);
    const { ending, sent } = await act('domainRenew', input, 'staff');
    expect([ending, sent]).toMatchObject([{ domain: { expiresOn: '2032-03-01' } }, [{ params: { regperiod: '5' } }]]);
  });

  it('of unknown outcome is not repeated before the outcome is known', async () => {
    const { id } = domain('Active');
    gateway.simulator.fail({ kind: 'reset-before', action: 'DomainRenew', times: 1 });
    const input = { domainId: String(id), currentExpiryYear: 2027 };
    expect((await act('domainRenew', input)).ending).toMatchObject({ __typename: 'UnknownOutcomeError' });
    const other = await act('domainRenew', { ...input, idempotencyKey: `other ${id}` }, 'staff');
    expect(other).toMatchObject({ ending: { __typename: 'ConflictError', subject: 'operation' }, sent: [] });
  });
});

describe('domainRelease', () => {
  it('wants the name of the domain', async () => {
    const { id, domainname } = domain('Active', { domainname: 'leaving.example' });
    const input = { domainId: String(id), newTag: 'NORDIC' };
    const wrong = await act('domainRelease', { ...input, confirm: 'leaving' }, 'staff');
    expect(wrong).toMatchObject({ ending: { __typename: 'InvalidInputError', path: ['input', 'confirm'] }, sent: [] });
    const right = await act('domainRelease', { ...input, confirm: domainname }, 'staff');
    expect(right).toMatchObject({
      ending: { domain: { status: 'TRANSFERRED_AWAY' } },
      sent: [{ params: { newtag: 'NORDIC' } }],
    });
  });
});
