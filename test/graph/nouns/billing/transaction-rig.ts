/** Transactions for tests: those of a small host, by client and by reference. */
import { useGateway } from '../../../support/gateway.ts';

export interface Page {
  totalCount: number | null;
  nodes: { id: string; whmcsId: number }[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
}

export const actions = (calls: readonly { action: string }[]) => calls.map(({ action }) => action);

/**
 * Clients 1 to 6 have a deposit without invoice (DEP-1 … DEP-6) and a part payment whose row names its invoice but no client
 * (PART-1 … PART-6).
 */
export function useTransactions() {
  const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: false } });
  const transactions = () => gateway.simulator.world.transactions;
  const withReference = (reference: string) => {
    const found = transactions()
      .all()
      .find(({ transid }) => transid === reference);
    if (!found) throw new Error(`no transaction ${reference}`);
    return found;
  };
  return { execute: gateway.execute, transactions, withReference };
}
