import { dayFromEpoch } from '../clock.ts';
import { allEmails } from './clients.ts';
import type { Client, Contact } from './model.ts';
import type { World } from './world.ts';

const firstnames = ['Robin', 'Sascha', "D'Arcy", 'Mika'];

/** A contact of the client. The oldest ones have zero dates, and some have no address. */
export function seedContact(world: World, client: Client, index: number): Contact {
  const id = world.contacts.nextId();
  const { city, state, postcode, country } = client;
  const createdAt = id % 3 === 0 ? `${dayFromEpoch(-id)} 12:30:00` : '';
  return world.contacts.add({
    id,
    userid: client.id,
    firstname: firstnames[index % firstnames.length] ?? '',
    lastname: 'Ledger',
    companyname: index % 2 === 0 ? 'Ledger & Co.' : '',
    email: index === 0 ? `accounts.${client.id}@mail.example` : `accounts.${client.id}.${index}@mail.example`,
    address1: id % 2 === 0 ? '' : `${id} Quay Street`,
    address2: '',
    ...(id % 2 === 0
      ? { city: '', state: '', postcode: '', country: client.country }
      : { city, state, postcode, country }),
    phonenumber: id % 2 === 0 ? '' : client.phonenumber,
    tax_id: '',
    emailPreferences: { ...allEmails, general: id % 2 === 0, affiliate: false },
    createdAt,
    updatedAt: createdAt,
  });
}
