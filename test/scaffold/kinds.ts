/** The kind of a value, guessed from its name and the type that WHMCS documents, and an invented value of that kind. */

/** Named as in src/whmcs/wire/values.ts. */
export type Kind = 'id' | 'owner' | 'currency' | 'money' | 'rate' | 'count' | 'flag' | 'date' | 'dateTime' | 'text';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const rules: readonly (readonly [kind: Kind, name: RegExp, type: RegExp])[] = [
  ['owner', /^(userid|client_?id)$/i, /./],
  ['currency', /^currency(id)?$/, /int|numericString/],
  ['flag', /./, /bool/],
  [
    'flag',
    /^(is|has)[A-Z_]|enabled$|emails$|^tax(ed|able)$|^(completed|billed|disabled|active|published)$/,
    /int|numeric/i,
  ],
  ['id', /(^|_|[a-z])id$/i, /int|numericString|null/],
  ['rate', /rate$|percent$/i, /int|numeric|float/i],
  [
    'money',
    /amount|total$|^total|tax\d?$|credit|balance|price|fee$|recurring|^discount$|withdrawn|income|^(register|transfer|renew|monthly|annually|unitprice|newbalance)$/i,
    /numericString|float/,
  ],
  ['count', /./, /int|numericString|float/],
  ['dateTime', /_at$|lastlogin|datetime|createdAt|updatedAt|lastvisit|logintime/, /./],
  ['date', /date|^created$|until|modified$|dateadded/i, /./],
];

const counts = new Set(['totalresults', 'startnumber', 'numreturned', 'count']);

export function kindOf(name: string, type: string): Kind {
  if (counts.has(name)) return 'count';
  return rules.find(([, names, types]) => names.test(name) && types.test(type))?.[0] ?? 'text';
}

const words: Readonly<Record<string, string>> = {
  firstname: 'Nadia',
  lastname: "O'Hara",
  companyname: 'Quince & Rowan',
  email: 'nadia@quince.example',
  address1: '12 Ferry Lane',
  address2: 'Rear entrance',
  city: 'Whitby',
  state: 'North Yorkshire',
  postcode: 'YO21 3PR',
  country: 'GB',
  phonenumber: '01947 555 010',
  code: 'GBP',
  domain: 'quince.example',
};

const values: Readonly<Record<Kind, (name: string) => string | number>> = {
  id: () => 4001,
  owner: () => 11,
  currency: () => 2,
  money: () => '15.00',
  rate: () => '19.00',
  count: (name) => (counts.has(name) ? Number(name !== 'startnumber') : 3),
  flag: () => 1,
  date: () => '2025-06-12',
  dateTime: () => '2025-06-12 09:30:00',
  text: (name) => words[name] ?? `Some ${name.replaceAll(/[_-]/g, ' ').toLowerCase()}`,
};

/** An invented value, spelled with the documented type. */
export function inventedValue(name: string, type: string): Json {
  const value = values[kindOf(name, type)](name);
  if (/boolString/.test(type)) return 'true';
  if (/bool/.test(type)) return true;
  if (/^null$/.test(type)) return null;
  if (/numericString|string/i.test(type)) return String(value);
  return /int|float/.test(type) ? Number(value) : value;
}
