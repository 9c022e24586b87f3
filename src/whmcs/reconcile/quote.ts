/** Quotes that are made or changed: the fields and lines that GetQuotes reports. */
import { collated } from '../wire/collation.ts';
import { dayParts } from '../wire/local-date.ts';
import { created, type Found, type Listed, type Traits } from './created.ts';
import { amountOf, hashed } from './hashed.ts';
import type { BoundReconcileRule, FreshRead } from './rule.ts';
import { updated, type Values } from './updated.ts';

/** Fields of the record with the same name as the parameter. */
const texts = [
  'subject',
  'stage',
  'firstname',
  'lastname',
  'companyname',
  'email',
  'address1',
  'address2',
  'city',
  'state',
  'country',
  'phonenumber',
  'tax_id',
  'proposal',
  'customernotes',
  'adminnotes',
] as const;
const days = ['validuntil', 'datecreated'] as const;
const numbers = ['userid', 'currency'] as const;

interface Line {
  readonly id?: number | null | undefined;
  readonly description?: string | null | undefined;
  readonly quantity?: string | null | undefined;
  readonly unitprice?: string | null | undefined;
  readonly discount?: string | null | undefined;
  readonly taxable?: boolean | null | undefined;
}

type Texts = Readonly<Partial<Record<(typeof texts)[number] | (typeof days)[number], string | null | undefined>>>;
type Numbers = Readonly<Partial<Record<(typeof numbers)[number], number | string | null | undefined>>>;

interface Quote extends Texts, Numbers {
  readonly id?: number | null | undefined;
  readonly items?: readonly Line[] | undefined;
}

interface SentLine {
  readonly id?: number | undefined;
  readonly desc?: string | undefined;
  readonly qty?: number | string | undefined;
  readonly up?: string | undefined;
  readonly discount?: string | undefined;
  readonly taxable?: boolean | undefined;
}

interface Asked extends Texts, Numbers {
  readonly lineitems?: readonly SentLine[] | undefined;
}

/** A list is read for a client, or for everybody: of a prospect. */
export interface QuoteReads {
  readonly one: (quoteid: number, look: FreshRead) => Promise<Quote | undefined>;
  readonly newest: (
    client: number,
    look: FreshRead,
  ) => Promise<{ rows: readonly Quote[]; total: number | null | undefined }>;
}

const contentOf = ({ description, quantity, unitprice }: Line): readonly string[] => [
  collated(description),
  String(Number(quantity ?? '1')),
  amountOf(unitprice ?? '0'),
];

const asLine = ({ desc, qty, up }: SentLine): Line => ({
  description: desc,
  quantity: qty === undefined ? undefined : String(qty),
  unitprice: up,
});

/** The subject tells most quotes apart; what else was asked for, and the lines, have to agree. */
const traitsOf = (
  subject: string | null | undefined,
  stage: string | null | undefined,
  lines: readonly Line[],
): Traits => [collated(subject), collated(stage), lines.map(contentOf)];

export const quoteMade = ({ newest }: Pick<QuoteReads, 'newest'>): BoundReconcileRule<Asked> =>
  created<Asked>({
    named: 'quoteid',
    scope: ({ userid }) => Number(userid ?? 0),
    key: ({ userid }) => [Number(userid ?? 0)],
    like: ({ subject, stage, lineitems = [] }) => traitsOf(subject, stage, lineitems.map(asLine)),
    async list(client, look): Promise<Listed> {
      const { rows, total } = await newest(client, look);
      return {
        total,
        found: rows.map((row): Found => ({
          id: row.id,
          key: [Number(row.userid ?? 0)],
          like: traitsOf(row.subject, row.stage, row.items ?? []),
          ids: { quoteid: row.id ?? 0 },
        })),
      };
    },
  });

/** A new line has no id yet, so lines of the same content are counted. */
const kindOf = (line: Line): string => `lines of ${hashed(...contentOf(line))}`;

function valuesOf(quote: Quote | undefined): Values {
  const values: Record<string, string> = {};
  for (const name of texts) values[name] = collated(quote?.[name]);
  for (const name of days) values[name] = dayParts(quote?.[name] ?? '');
  for (const name of numbers) values[name] = String(quote?.[name] ?? '');
  for (const line of quote?.items ?? []) {
    const [description = '', quantity = '', price = ''] = contentOf(line);
    if (line.id) {
      values[`description ${line.id}`] = description;
      values[`quantity ${line.id}`] = quantity;
      values[`price ${line.id}`] = price;
      values[`discount ${line.id}`] = String(Number(line.discount ?? '0'));
      values[`taxed ${line.id}`] = String(line.taxable === true);
    }
    values[kindOf(line)] = String(Number(values[kindOf(line)] ?? 0) + 1);
  }
  return values;
}

function wanted(asked: Asked, quote: Quote | undefined): Values {
  const values: Record<string, string> = {};
  const before = valuesOf(quote);
  for (const name of texts) if (asked[name] !== undefined) values[name] = collated(asked[name]);
  for (const name of days) if (asked[name] !== undefined) values[name] = dayParts(asked[name] ?? '');
  for (const name of numbers) if (asked[name] !== undefined) values[name] = String(asked[name]);
  for (const line of asked.lineitems ?? []) {
    if (line.id === undefined) {
      const kind = kindOf(asLine(line));
      values[kind] = String(Number(values[kind] ?? before[kind] ?? 0) + 1);
      continue;
    }
    if (line.desc !== undefined) values[`description ${line.id}`] = collated(line.desc);
    if (line.qty !== undefined) values[`quantity ${line.id}`] = String(Number(line.qty));
    if (line.up !== undefined) values[`price ${line.id}`] = amountOf(line.up);
    if (line.discount !== undefined) values[`discount ${line.id}`] = String(Number(line.discount));
    if (line.taxable !== undefined) values[`taxed ${line.id}`] = String(line.taxable);
  }
  return values;
}

export const quoteChanged = ({
  one,
}: Pick<QuoteReads, 'one'>): BoundReconcileRule<Asked & { readonly quoteid: number }> =>
  updated<Asked & { readonly quoteid: number }, Quote | undefined>({
    named: 'quoteid',
    id: ({ quoteid }) => quoteid,
    read: one,
    valuesOf,
    wanted,
  });
