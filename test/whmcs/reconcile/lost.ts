/** Writes with lost answers, and the rules that reconcile them. */
import { expect } from 'vitest';
import type { FaultKind, Simulator } from '../../../src/simulator/index.ts';
import type { WhmcsClient } from '../../../src/whmcs/client.ts';
import type { Params, WriteCommand } from '../../../src/whmcs/command.ts';
import type {
  FreshRead,
  EvidenceData,
  ConcurrentWrites,
  BoundReconcileRule,
  Verdict,
} from '../../../src/whmcs/reconcile/rule.ts';
import { asking, failureOf, type Rig } from '../rig.ts';

export const nobody: ConcurrentWrites = { alike: [], earlier: [], later: [] };

export const lookOf =
  (client: WhmcsClient): FreshRead =>
  async (command, params) =>
    (await client.call(command, params, asking())).answer;

export interface Lost {
  readonly evidence: EvidenceData;
  judge(others?: ConcurrentWrites): Promise<Verdict>;
}

export function ruleOf<C extends WriteCommand>({ reconcile }: C): BoundReconcileRule<Params<C>> {
  return 'never' in reconcile ? expect.fail(reconcile.never) : reconcile;
}

/** Notes the evidence, sends the write, and loses its answer in the given way. */
export async function lose<C extends WriteCommand>(
  whmcs: Rig,
  command: C,
  params: Params<C>,
  kind: FaultKind,
  owner: number | null = null,
): Promise<Lost> {
  const rule = ruleOf(command);
  const look = lookOf(whmcs.client);
  const evidence = await rule.note(params, look, owner);
  whmcs.simulator.fail({ action: command.name, kind, times: 1 });
  const error = await failureOf(whmcs.client.call(command, params, asking()));
  expect(error).toHaveProperty('name', 'UnknownOutcomeError');
  return {
    // As it is stored on disk.
    evidence: JSON.parse(JSON.stringify(evidence)) as EvidenceData,
    async judge(others = nobody) {
      const verdict = await rule.judge(JSON.parse(JSON.stringify(evidence)), look, () => others);
      expect(whmcs.simulator.calls.of(command.name)).toBe(1);
      return verdict;
    },
  };
}

export type World = Simulator['world'];
export const SERVICE = 3;
export const stand = (world: World, status: string): { serviceid: number } => {
  const service = world.services.get(SERVICE);
  if (!service) return expect.fail('no service');
  service.status = status;
  return { serviceid: SERVICE };
};
export const unpaid = ({ invoices }: World): number =>
  invoices.find(({ status }) => status === 'Unpaid')?.id ?? expect.fail('no unpaid invoice');
export const draft = ({ invoices }: World): number => {
  const invoice =
    invoices.find(({ status }) => status === 'Draft') ?? invoices.find(({ status }) => status === 'Unpaid');
  if (!invoice) return expect.fail('no invoice');
  invoice.status = 'Draft';
  return invoice.id;
};
export const pending = ({ orders }: World): number =>
  orders.find(({ status, lines }) => status === 'Pending' && lines.length > 0)?.id ?? expect.fail('no pending order');
export const cancelled = (world: World): number => {
  const id = pending(world);
  const order = world.orders.get(id);
  if (order) order.status = 'Cancelled';
  return id;
};
/** A service with a note. */
export const noted = (world: World): { serviceid: number } => {
  const service = world.services.get(SERVICE);
  if (!service) return expect.fail('no service');
  service.notes = 'Call first';
  return { serviceid: SERVICE };
};
export const payment = (world: World) => ({
  invoiceid: unpaid(world),
  transid: 'ch_1',
  gateway: 'paypal',
  date: '2026-01-31 10:00:00',
});
export const openQuote = ({ quotes }: World): number =>
  quotes.find(({ stage }) => stage !== 'Accepted')?.id ?? expect.fail('no open quote');
/** An unpaid invoice of a client who has credit. */
export const owing = ({ invoices, clients }: World): number => {
  const invoice = invoices.find(({ status }) => status === 'Unpaid');
  const client = clients.get(invoice?.userid ?? 0);
  if (!invoice || !client) return expect.fail('no unpaid invoice');
  client.credit = 100_000;
  return invoice.id;
};
export const ticket = ({ tickets }: World): number => tickets.of(1)[0]?.id ?? expect.fail('no ticket');
/** The first domain, in this status. */
export const domain = (world: World, status: string, more: object = {}): { domainid: number } => {
  const found = world.domains.get(1) ?? expect.fail('no domain');
  Object.assign(found, { status, registrar: 'enom', ...more });
  return { domainid: found.id };
};
