/** What the list of a client's domains tells of the client. */
import type { Answer } from '../../../whmcs/command.ts';
import type { GetClientsDomains } from '../../../whmcs/commands/domains.ts';
import { accounts, type Account } from '../../base/entity.ts';
import { listTotal } from '../../read/paging.ts';
import type { ClientFacts } from '../clients/client-facts.ts';

export const domainListClientFacts = accounts((list: Answer<typeof GetClientsDomains>): Account<ClientFacts> => ({
  domainCount: listTotal(list.totalresults, list.domains),
}));
