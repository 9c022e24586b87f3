import { dayFromEpoch } from '../clock.ts';
import { addCredit } from './credits.ts';
import type { Client, EmailPreferences } from './model.ts';
import { emailOf, type Person } from './people.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** Shared by all clients that never changed them. */
export const allEmails: EmailPreferences = {
  general: true,
  product: true,
  domain: true,
  invoice: true,
  support: true,
  affiliate: true,
};

/** A new client before any field is filled in. */
export function blankClient(id: number, ownerUserId: number): Client {
  return {
    id,
    ownerUserId,
    otherUserIds: [],
    firstname: '',
    lastname: '',
    companyname: '',
    email: '',
    address1: '',
    address2: '',
    city: '',
    state: '',
    postcode: '',
    country: '',
    phonenumber: '',
    tax_id: '',
    currency: 1,
    groupid: 0,
    status: 'Active',
    credit: 0,
    language: '',
    notes: '',
    datecreated: '',
    lastlogin: '',
    defaultgateway: '',
    emailPreferences: allEmails,
    marketing: false,
    taxexempt: false,
    latefeeoveride: false,
    overideduenotices: false,
    separateinvoices: false,
    disableautocc: false,
    overrideautoclose: false,
    customFields: [],
  };
}

/** Adds a client and the user who owns it. */
export function seedClient(world: World, person: Person, random: Random): Client {
  const id = world.clients.nextId();
  const { firstname, lastname } = person;
  const email = emailOf(person, id);
  const user = world.users.add({
    id: world.users.nextId(),
    firstname,
    lastname,
    email,
    language: '',
    datecreated: `${dayFromEpoch(-(id % 900))} 15:29:49`,
  });
  const status = random.pick(['Active', 'Active', 'Active', 'Active', 'Inactive', 'Closed']);
  const client = world.addClient({
    ...blankClient(id, user.id),
    ...person,
    // The second client's account is also managed by the first one's user.
    otherUserIds: id === 2 ? [user.id - 1] : [],
    email,
    status: id <= 8 ? 'Active' : status,
    address1: `${random.between(1, 190)} Mill Lane`,
    address2: random.chance(0.2) ? 'Rear entrance' : '',
    phonenumber: `555 01${String(id % 100).padStart(2, '0')} ${String(id % 1000).padStart(3, '0')}`,
    tax_id: person.companyname === '' ? '' : `${person.country}${100_000 + id}`,
    groupid: id % 7 === 0 ? 1 : 0,
    language: person.country === 'DE' ? 'german' : '',
    notes: id % 4 === 1 ? `STAFF-note-${id}: pays late & argues` : '',
    datecreated: dayFromEpoch(-random.between(60, 3000)),
    lastlogin:
      id % 3 === 0
        ? ''
        : `Date: ${random.between(10, 28)}/09/2026 08:1${id % 10}<br>IP Address: 203.0.113.${id % 250}<br>Host: host${id % 250}.isp.example`,
    defaultgateway: id % 5 === 0 ? 'paypal' : '',
    marketing: random.chance(0.5),
    customFields:
      id <= 6 || id % 6 === 0
        ? [
            { id: 4, value: `PO ${id} & co.` },
            { id: 9, value: 'Word of mouth' },
          ]
        : [],
  });
  if (id % 11 === 0) addCredit(world, client, 2500, 'Goodwill & thanks', 0, client.datecreated);
  return client;
}
