/** Mistakes in declarations that the compiler finds, so that no mutation needs a test for them. */
import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A declaration, and mistakes by the line that holds them. */
const declaration = {
  input: "input: { invoice: ref(Invoice, ''), amount: decimal(''), note: clearable(text('')) },",
  guard: "guard: ({ invoice }) => inStatus(invoice, 'UNPAID'),",
  params:
    "params: ({ invoiceId, amount }) => ({ invoiceid: invoiceId, amount, transid: 'T', gateway: 'stripe', date: '2026-12-24 10:00:00' }),",
  returns: "returns: 'invoice',",
} as const;

type Mistakes = Readonly<Record<string, Partial<Record<keyof typeof declaration, string>>>>;

const mistakes: Mistakes = {
  'a missing parameter': {
    params: "params: ({ invoiceId }) => ({ invoiceid: invoiceId, transid: 'T', gateway: 'stripe' }),",
  },
  'a parameter of another type': {
    params:
      "params: ({ amount }) => ({ invoiceid: amount, transid: 'T', gateway: 'stripe', date: '2026-12-24 10:00:00' }),",
  },
  'a parameter that the command does not have': {
    params:
      "params: ({ invoiceId }) => ({ invoiceid: invoiceId, invoice: 1, transid: 'T', gateway: 'stripe', date: '2026-12-24 10:00:00' }),",
  },
  'null for a parameter that cannot be cleared': {
    params:
      "params: ({ invoiceId, note }) => ({ invoiceid: invoiceId, transid: 'T', gateway: note, date: '2026-12-24 10:00:00' }),",
  },
  'a field that the input does not have': { guard: "guard: ({ order }) => inStatus(order, 'UNPAID')," },
  'a fact that the thing does not have': { guard: "guard: ({ invoice }) => void invoice.known('colour')," },
  'to return what the input does not name': { returns: "returns: 'order'," },
  'to return what is no thing': { returns: "returns: 'amount'," },
  'to return what WHMCS does not answer': { returns: "returns: { invoice: made(Invoice, 'invoiceid') }," },
};

const source = (lines: Partial<Record<keyof typeof declaration, string>>): string => `
import { AddInvoicePayment } from '${root}src/whmcs/commands/invoices.ts';
import { Invoice } from '${root}src/graph/nouns/billing/invoice.ts';
import { mutation } from '${root}src/graph/write/declare-mutation.ts';
import { inStatus } from '${root}src/graph/write/guards.ts';
import { clearable, decimal, ref, text } from '${root}src/graph/write/input-fields.ts';
import { made } from '${root}src/graph/write/outcome.ts';
export const used = [made, inStatus];
mutation('invoicePay', {
  description: '',
  command: AddInvoicePayment,
  offered: 'ALLOWED',
  ${Object.values({ ...declaration, ...lines }).join('\n  ')}
});
`;

/** The number of the line that holds a part of the declaration. */
const lineOf = (part: string): number => 13 + Object.keys(declaration).indexOf(part);

let told: readonly string[] = [];

beforeAll(async () => {
  const folder = await fs.mkdtemp(join(tmpdir(), 'declarations-'));
  const cases = { right: {}, ...mistakes };
  const files = Object.entries(cases).map(([name, lines]) => ({ name: `${name.replaceAll(' ', '-')}.ts`, lines }));
  await Promise.all(files.map(({ name, lines }) => fs.writeFile(join(folder, name), source(lines))));
  await fs.writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await fs.writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { typeRoots: [join(root, 'node_modules/@types')], rewriteRelativeImportExtensions: false },
      include: [],
      files: files.map(({ name }) => name),
    }),
  );
  const compile = promisify(execFile)(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]);
  const output = await compile.then(
    ({ stdout }) => stdout,
    (error: unknown) => String((error as { stdout?: unknown }).stdout),
  );
  told = output.split('\n').filter((line) => line.includes('error TS'));
  await fs.rm(folder, { recursive: true });
});

const errorsIn = (name: string): string[] => told.filter((line) => line.includes(`${name.replaceAll(' ', '-')}.ts(`));

it('compiles a right declaration', () => {
  expect(errorsIn('right')).toEqual([]);
});

describe('the compiler finds', () => {
  it.each(Object.entries(mistakes))('%s', (name, lines) => {
    const [part = ''] = Object.keys(lines);
    const errors = errorsIn(name);
    expect(errors).not.toEqual([]);
    for (const error of errors) expect(error).toContain(`.ts(${lineOf(part)},`);
  });
});
