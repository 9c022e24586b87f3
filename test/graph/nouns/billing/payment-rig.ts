/** Payments for tests: unpaid invoices, and the outcome of each payment. */
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { configured } from '../../../../src/access/viewer.ts';
import { defaultLimits } from '../../../../src/config/limits.ts';
import type { Invoice } from '../../../../src/simulator/index.ts';
import { decimal } from '../../../../src/simulator/money.ts';
import { addInvoice, balanceOf } from '../../../../src/simulator/world/billing.ts';
import { startTestGateway, type As, type TestGateway } from '../../../support/gateway.ts';

const payer = configured({ name: 'payer', role: 'PARTNER', clients: [1, 2], allow: ['read', 'billing'] });
export const options = { simulator: { clients: 12 }, tokens: [{ token: 'payer', viewer: payer }] };

export interface Ending {
  __typename: string;
  alreadyDone?: boolean;
  invoice?: { status: string; balance: { amount: string } };
  message?: string;
  path?: string[];
  subject?: string;
  expected?: string[];
  actual?: string | null;
}

const document = `mutation ($input: InvoicePaymentAddInput!) { invoicePaymentAdd(input: $input) {
  __typename
  ... on InvoicePaymentAddPayload { alreadyDone invoice { status balance { amount } } }
  ... on UserError { message } ... on InvalidInputError { path } ... on ConflictError { subject expected actual }
} }`;

const namesOf = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

export async function payAt(at: TestGateway, input: object, as: As = 'staff') {
  const { data, calls } = await at.execute<{ invoicePaymentAdd: Ending }>(
    document,
    // Each has its own key: without one, the transaction is the key.
    { input: { gateway: 'banktransfer', idempotencyKey: randomUUID(), ...input } },
    { as },
  );
  return { ending: data.invoicePaymentAdd, calls: namesOf(calls) };
}

/** A new unpaid invoice of 120.00, before tax. */
export function unpaidAt(at: TestGateway, id = 1): Invoice & { balance: string } {
  const { world } = at.simulator;
  const client = world.clients.get(id);
  if (!client) throw new Error(`there is no client ${id}`);
  const line = { type: '', relid: 0, description: 'Repairs', amount: 12_000, taxed: true };
  const [issued, duedate] = ['2026-10-01 08:00:00', '2026-10-15'];
  const bill = { client, at: issued, duedate, status: 'Unpaid', paymentmethod: 'stripe', lines: [line] };
  const invoice = addInvoice(world, bill);
  return Object.assign(invoice, { balance: decimal(balanceOf(world, invoice)) });
}

export const recordedAt = (at: TestGateway, transid: string) =>
  at.simulator.world.transactions.all().filter((each) => each.transid === transid);

export async function fresh(staff = 250): Promise<TestGateway> {
  const limits = { ...defaultLimits, budget: { ...defaultLimits.budget, STAFF: staff } };
  const own = await startTestGateway({ ...options, gateway: { limits } });
  onTestFinished(() => own.close());
  return own;
}
