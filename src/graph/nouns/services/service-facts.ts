/** The statuses of services, and what lists of services report of products and clients. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetClientsProducts } from '../../../whmcs/commands/services.ts';
import type { ProductFacts } from '../catalogue/product-facts.ts';
import type { ClientFacts } from '../clients/client-facts.ts';
import { accounts, type Account } from '../../base/entity.ts';
import { listTotal } from '../../read/paging.ts';
import { enumWords } from '../../base/enum-words.ts';

export const serviceStatus = enumWords({
  PENDING: 'Pending',
  ACTIVE: 'Active',
  SUSPENDED: 'Suspended',
  TERMINATED: 'Terminated',
  CANCELLED: 'Cancelled',
  FRAUD: 'Fraud',
  COMPLETED: 'Completed',
});

export type ServiceStatus = (typeof serviceStatus.names)[number];

type ServiceRow = Answer<typeof GetClientsProducts>['products'][number];

/** What a row reports of the service's product. */
export const serviceRowProductFacts = accounts((row: ServiceRow): Account<ProductFacts> => ({
  name: row.name,
  groupName: row.groupname,
}));

/** What a client's own list reports of the client; a complete list also how many services are active. */
export const serviceListClientFacts = accounts((list: Answer<typeof GetClientsProducts>): Account<ClientFacts> => {
  const { products, totalresults } = list;
  // Before 8.x rows report no status.
  const isWhole = totalresults === products.length && products.every(({ status }) => status != null);
  return {
    serviceCount: listTotal(totalresults, products),
    activeServiceCount: isWhole
      ? products.filter(({ status }) => serviceStatus.read(status) === 'ACTIVE').length
      : undefined,
  };
});
