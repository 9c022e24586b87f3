/** The operator's configuration: everything that belongs to no client. */

export interface Currency {
  readonly id: number;
  readonly code: string;
  readonly prefix: string;
  readonly suffix: string;
  /** WHMCS's number formats; 4 has no decimals. */
  readonly format: number;
  readonly rate: number;
}

export const currencies: readonly Currency[] = [
  { id: 1, code: 'USD', prefix: '$', suffix: ' USD', format: 1, rate: 1 },
  { id: 2, code: 'EUR', prefix: '€', suffix: ' EUR', format: 3, rate: 0.92 },
  { id: 3, code: 'GBP', prefix: '£', suffix: '', format: 2, rate: 0.79 },
  { id: 4, code: 'JPY', prefix: '', suffix: '円', format: 4, rate: 151 },
];

export const paymentMethods: Readonly<Record<string, string>> = {
  mailin: 'Cheque by Post',
  banktransfer: 'Bank Transfer',
  paypal: 'PayPal',
  stripe: 'Card & Wallet',
};

export interface Department {
  readonly id: number;
  readonly name: string;
  /** Whether the API administrator is assigned to it. By default WHMCS shows only assigned departments. */
  readonly assigned: boolean;
}

export const departments: readonly Department[] = [
  { id: 1, name: 'Help Desk', assigned: true },
  { id: 2, name: 'Accounts & Billing', assigned: true },
  { id: 3, name: 'Pre-Sales', assigned: true },
  { id: 4, name: 'Abuse Response', assigned: false },
];

export const ticketStatuses: readonly string[] = [
  'Open',
  'Answered',
  'Customer-Reply',
  'On Hold',
  'In Progress',
  'Closed',
];

export interface Server {
  readonly id: number;
  readonly name: string;
  readonly ip: string;
  readonly hostname: string;
}

export const servers: readonly Server[] = [
  { id: 1, name: 'Heron', ip: '192.0.2.11', hostname: 'heron.hosting.example' },
  { id: 2, name: 'Kestrel', ip: '192.0.2.12', hostname: 'kestrel.hosting.example' },
  { id: 3, name: 'Osprey', ip: '198.51.100.20', hostname: 'osprey.hosting.example' },
];

/** The administrator behind the credential, who signs replies of the staff. */
export const admin = { id: 1, username: 'morgan', name: 'Morgan Weiss' };

export const promotions: Readonly<Record<string, { readonly type: string; readonly percent: number }>> = {
  AUTUMN20: { type: 'Percentage', percent: 20 },
};

/** Per year, in the default currency's hundredths. */
export const domainPrices: Readonly<Record<string, number>> = { com: 1450, net: 1590, org: 1390, de: 890, jp: 4900 };

export interface ClientField {
  readonly id: number;
  readonly name: string;
  required: boolean;
}

/** A fresh list each time, because a test may make one of them required. */
export function clientFields(): ClientField[] {
  return [
    { id: 4, name: 'Purchase reference', required: false },
    { id: 9, name: 'How did you find us', required: false },
  ];
}
