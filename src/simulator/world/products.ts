import type { Cents } from '../money.ts';
import { currencies, type Currency } from './reference.ts';

export const cycles = ['monthly', 'quarterly', 'semiannually', 'annually', 'biennially', 'triennially'] as const;
export type Cycle = (typeof cycles)[number];

export const cycleMonths: Readonly<Record<Cycle, number>> = {
  monthly: 1,
  quarterly: 3,
  semiannually: 6,
  annually: 12,
  biennially: 24,
  triennially: 36,
};

/** How a cycle is stored with a service. */
export const cycleLabels: Readonly<Record<Cycle, string>> = {
  monthly: 'Monthly',
  quarterly: 'Quarterly',
  semiannually: 'Semi-Annually',
  annually: 'Annually',
  biennially: 'Biennially',
  triennially: 'Triennially',
};

export type Prices = Readonly<Partial<Record<Cycle, Cents>>>;

export interface ConfigOption {
  readonly id: number;
  readonly name: string;
  /** 1 drop-down, 2 radio, 3 yes/no, 4 quantity. */
  readonly type: number;
  readonly choices: readonly { readonly id: number; readonly name: string; readonly monthly: Cents }[];
}

export interface Product {
  readonly id: number;
  readonly gid: number;
  readonly group: string;
  readonly type: 'hostingaccount' | 'reselleraccount' | 'server' | 'other';
  readonly name: string;
  readonly description: string;
  /** Empty: nothing is provisioned, and the module commands refuse. */
  readonly module: string;
  readonly paytype: 'recurring' | 'onetime' | 'free';
  /** In the default currency. A one-time price stands in `monthly`. */
  readonly prices: Prices;
  readonly setupFee: Cents;
  /** Absent: 0. */
  readonly allowqty?: 1 | 2;
  /** The remaining stock; absent if stock is not controlled. */
  readonly stock?: number;
  readonly customFields: readonly { readonly id: number; readonly name: string; readonly required: boolean }[];
  readonly configOptions: readonly ConfigOption[];
}

const memory: ConfigOption = {
  id: 5,
  name: 'Memory',
  type: 1,
  choices: [
    { id: 51, name: '4 GB', monthly: 0 },
    { id: 52, name: '8 GB', monthly: 800 },
    { id: 53, name: '16 GB', monthly: 2200 },
  ],
};
const addresses: ConfigOption = {
  id: 6,
  name: 'Extra addresses',
  type: 4,
  choices: [{ id: 61, name: 'Address', monthly: 200 }],
};
const backups: ConfigOption = {
  id: 7,
  name: 'Nightly backups',
  type: 3,
  choices: [{ id: 71, name: 'Yes', monthly: 300 }],
};
const hostname = { id: 12, name: 'Rescue contact', required: false };

function yearly(monthly: Cents): Prices {
  return { monthly, quarterly: monthly * 3, annually: monthly * 10 };
}

const recurring = { paytype: 'recurring', setupFee: 0, customFields: [], configOptions: [] } as const;

export const products: readonly Product[] = [
  {
    ...recurring,
    id: 1,
    gid: 1,
    group: 'Web Hosting',
    type: 'hostingaccount',
    name: 'Pebble',
    module: 'cpanel',
    prices: yearly(495),
    description: '5 GB of space<br />\r\nOne site &amp; ten mailboxes',
  },
  {
    ...recurring,
    id: 2,
    gid: 1,
    group: 'Web Hosting',
    type: 'hostingaccount',
    name: 'Boulder',
    module: 'cpanel',
    prices: yearly(1295),
    configOptions: [backups],
    description: '<strong>50 GB</strong> of space<br />\r\nUnlimited sites',
  },
  {
    ...recurring,
    id: 3,
    gid: 2,
    group: 'Resellers',
    type: 'reselleraccount',
    name: 'Quarry',
    module: 'cpanel',
    prices: yearly(3900),
    description: 'Room for fifty accounts',
  },
  {
    ...recurring,
    id: 4,
    gid: 3,
    group: 'Virtual Servers',
    type: 'server',
    name: 'Ridge VPS',
    module: 'virtualizor',
    prices: yearly(2400),
    setupFee: 1000,
    customFields: [hostname],
    configOptions: [memory, addresses, backups],
    description: 'Two cores, your own kernel',
  },
  {
    ...recurring,
    id: 5,
    gid: 3,
    group: 'Virtual Servers',
    type: 'server',
    name: 'Summit Dedicated',
    module: '',
    prices: { monthly: 18900, annually: 199000 },
    description: 'Racked by hand within a day',
  },
  {
    ...recurring,
    id: 6,
    gid: 4,
    group: 'Extras',
    type: 'other',
    allowqty: 1,
    name: 'Migration Service',
    module: '',
    paytype: 'onetime',
    prices: { monthly: 7500 },
    description: 'We move everything for you',
  },
  {
    ...recurring,
    id: 7,
    gid: 4,
    group: 'Extras',
    type: 'other',
    allowqty: 1,
    name: 'Status Page',
    module: '',
    paytype: 'free',
    prices: {},
    description: '',
  },
  {
    ...recurring,
    id: 8,
    gid: 4,
    group: 'Extras',
    type: 'other',
    allowqty: 1,
    name: 'Care Plan',
    module: 'autorelease',
    prices: { monthly: 1500, semiannually: 8400, biennially: 30000, triennially: 42000 },
    description: 'Someone watches it for you',
  },
];

const byId = new Map(products.map((product) => [product.id, product]));

export function productById(id: number): Product | undefined {
  return byId.get(id);
}

export interface ProductAddon {
  readonly id: number;
  readonly name: string;
  readonly monthly: Cents;
}

export const productAddons: readonly ProductAddon[] = [
  { id: 1, name: 'Malware Scan', monthly: 350 },
  { id: 2, name: 'Dedicated Address', monthly: 400 },
  { id: 3, name: 'Priority Support', monthly: 900 },
];

export function currencyById(id: number): Currency {
  const found = currencies.find((currency) => currency.id === id) ?? currencies[0];
  if (!found) throw new Error('An installation has at least one currency');
  return found;
}

/** Converts a price of the default currency, rounded to a usual price of the other one. */
export function convert(cents: Cents, currency: Currency): Cents {
  if (currency.rate === 1) return cents;
  const exact = cents * currency.rate;
  return currency.format === 4 ? Math.round(exact / 1000) * 1000 : Math.round(exact / 5) * 5;
}
