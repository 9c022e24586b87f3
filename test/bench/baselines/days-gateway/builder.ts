/** Pothos as the day's gateway configures it, and the types that all others are built on. */
import SchemaBuilder, { type ObjectRef } from '@pothos/core';
import type { Address, Money, Page } from '../facts/fact-row.ts';
import type { Loaders } from './loaders.ts';
import type { Reads } from '../reads.ts';

export interface Types {
  Context: { readonly ask: Reads; readonly load: Loaders };
  Scalars: {
    ID: { Input: string; Output: string };
    Date: { Input: string; Output: string };
    DateTime: { Input: string; Output: string };
    Decimal: { Input: string; Output: string };
  };
}

export const builder = new SchemaBuilder<Types>({});
export type Extended = PothosSchemaTypes.ExtendDefaultTypes<Types>;

for (const name of ['Date', 'DateTime', 'Decimal'] as const) builder.scalarType(name, { serialize: String });

export const MoneyRef = builder.objectRef<Money>('Money').implement({
  fields: (t) => ({
    amount: t.expose('amount', { type: 'Decimal', nullable: false }),
    currencyCode: t.string({
      resolve: ({ currencyCode, clientId }, _, { load }) =>
        currencyCode ?? load.client.load(clientId).then((client) => client?.currencyCode),
    }),
    formatted: t.string({ resolve: ({ formatted }) => formatted }),
  }),
});

export const AddressRef = builder.objectRef<Address>('Address').implement({
  fields: (t) => ({
    line1: t.exposeString('line1'),
    line2: t.exposeString('line2'),
    city: t.exposeString('city'),
    state: t.exposeString('state'),
    postcode: t.exposeString('postcode'),
    countryCode: t.exposeString('countryCode'),
  }),
});

/** `{ totalCount nodes }` of a type. */
export const pageRef = <T extends object>(name: string, node: ObjectRef<Extended, T>) =>
  builder.objectRef<Page<T>>(`${name}Connection`).implement({
    fields: (t) => ({
      totalCount: t.int({ resolve: ({ totalCount }) => totalCount }),
      nodes: t.field({
        type: [node],
        nullable: { list: false, items: false },
        resolve: ({ nodes }) => [...nodes],
      }),
    }),
  });
