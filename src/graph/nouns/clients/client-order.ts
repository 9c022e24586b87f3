/** The sort orders of clients: WHMCS's parameter for each, and the same order for clients in memory. */
import { compareBy } from '../../read/order-by.ts';
import type { Client } from './client.ts';

const columns = {
  ID: { orderby: 'id', value: (client: Client) => client.whmcsId },
  FIRST_NAME: { orderby: 'firstname', value: (client: Client) => client.known('firstName') },
  LAST_NAME: { orderby: 'lastname', value: (client: Client) => client.known('lastName') },
  COMPANY_NAME: { orderby: 'companyname', value: (client: Client) => client.known('companyName') },
  EMAIL: { orderby: 'email', value: (client: Client) => client.known('email') },
  GROUP: { orderby: 'groupid', value: (client: Client) => client.known('groupId') },
  REGISTERED_ON: { orderby: 'datecreated', value: (client: Client) => client.whmcsId },
  STATUS: { orderby: 'status', value: (client: Client) => client.known('status') },
} as const;

export interface ClientOrder {
  readonly field: keyof typeof columns;
  readonly direction: 'ASC' | 'DESC';
}

export const byClientOrder = {
  /** For GetClients. */
  params: ({ field, direction }: ClientOrder) => ({ orderby: columns[field].orderby, sorting: direction }),
  /** For the clients of a restricted viewer. Client numbers are in the order of registration. */
  compare: ({ field, direction }: ClientOrder) => compareBy<Client>(columns[field].value, direction),
};
