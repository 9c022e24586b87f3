import type { Random } from './random.ts';

/** A person and an address, as typed into an order form. */
export interface Person {
  readonly firstname: string;
  readonly lastname: string;
  readonly companyname: string;
  readonly country: string;
  readonly city: string;
  readonly state: string;
  readonly postcode: string;
  readonly currency: number;
}

/** Clients 1 to 6: names that break code which was tested with plain ones only. */
export const showcasePeople: readonly Person[] = [
  {
    firstname: 'Siobhán',
    lastname: "O'Malley",
    companyname: 'O\'Malley & Daughters "Webwrights"',
    country: 'IE',
    city: 'Galway',
    state: 'Connacht',
    postcode: 'H91 X0AB',
    currency: 2,
  },
  {
    firstname: 'Jürgen',
    lastname: 'Großkreutz',
    companyname: '',
    country: 'DE',
    city: 'Köln',
    state: 'Nordrhein-Westfalen',
    postcode: '50667',
    currency: 2,
  },
  {
    firstname: 'نور',
    lastname: 'الخطيب',
    companyname: 'مؤسسة الواحة',
    country: 'AE',
    city: 'دبي',
    state: 'دبي',
    postcode: '00000',
    currency: 1,
  },
  {
    firstname: 'Emi 🌸',
    lastname: '田中',
    companyname: '田中花店',
    country: 'JP',
    city: '京都市',
    state: '京都府',
    postcode: '600-8216',
    currency: 4,
  },
  {
    firstname: 'Dorothea',
    lastname: 'Pemberton-Hale',
    companyname: '<Hale> Associates',
    country: 'GB',
    city: 'Hull',
    state: 'East Riding',
    postcode: 'HU1 1AA',
    currency: 3,
  },
  {
    firstname: 'Marcus',
    lastname: 'Delacroix',
    companyname: 'Bayou Bytes LLC',
    country: 'US',
    city: 'Lafayette',
    state: 'Louisiana',
    postcode: '70501',
    currency: 1,
  },
];

const firstnames = [
  'Ada',
  'Bruno',
  'Chiara',
  'Dmitri',
  'Elif',
  'Femi',
  'Greta',
  'Hassan',
  'Ines',
  'Jonas',
  'Keiko',
  'Lucía',
  'Mateus',
  'Niamh',
  'Otto',
  'Priya',
  'Quentin',
  'Rosa',
  'Søren',
  'Tova',
] as const;
const lastnames = [
  'Almeida',
  'Baker',
  "D'Angelo",
  'Eriksson',
  'Fischer',
  'Gupta',
  'Haddad',
  'Ivanova',
  'Jansen',
  'Kowalski',
  'Lindqvist',
  'Müller',
  'Novák',
  'Okafor',
  'Petrov',
  'Rossi',
  'Sato',
  'Turner',
  'Vogel',
  'Wu',
] as const;
const trades = [
  'Bakery',
  'Books & Prints',
  'Cycles',
  'Dental',
  'Events',
  'Films',
  'Gardens',
  'Hotel',
  'Joinery',
  'Legal',
] as const;

const places = [
  { country: 'US', city: 'Duluth', state: 'Minnesota', postcode: '55802', currency: 1 },
  { country: 'US', city: 'Tucson', state: 'Arizona', postcode: '85701', currency: 1 },
  { country: 'DE', city: 'Göttingen', state: 'Niedersachsen', postcode: '37073', currency: 2 },
  { country: 'FR', city: 'Annecy', state: 'Haute-Savoie', postcode: '74000', currency: 2 },
  { country: 'GB', city: 'Leeds', state: 'West Yorkshire', postcode: 'LS1 1UR', currency: 3 },
  { country: 'JP', city: 'Sapporo', state: 'Hokkaido', postcode: '060-0001', currency: 4 },
] as const;

export function anyone(random: Random): Person {
  const lastname = random.pick(lastnames);
  return {
    firstname: random.pick(firstnames),
    lastname,
    companyname: random.chance(0.4) ? `${lastname} ${random.pick(trades)}` : '',
    ...random.pick(places),
  };
}

/** Unique, with some capital letters: lookups by e-mail address ignore case. */
export function emailOf(person: Person, id: number): string {
  const plain = `${person.firstname}.${person.lastname}`.normalize('NFD').replace(/[^a-z.]/gi, '');
  const name = /^[a-z]+\.[a-z]+$/i.test(plain) ? plain : 'client';
  return `${id % 3 === 0 ? name : name.toLowerCase()}.${id}@mail.example`;
}

/** A name for a site; the last part is a top-level domain that this company sells. */
export function siteName(person: Person, serial: number, random: Random): string {
  const plain = person.lastname
    .normalize('NFD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase();
  return `${plain || 'site'}-${serial}.${random.pick(['com', 'net', 'org', 'de'])}`;
}
