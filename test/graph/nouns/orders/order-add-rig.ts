/** Orders for tests, and the outcome of each. */
import { useGateway, type As } from '../../../support/gateway.ts';

interface Added {
  orderAdd: {
    __typename: string;
    message?: string;
    path?: string[];
    reason?: string;
    order?: { whmcsId: number; status: string; items: { type: string }[] } | null;
    invoice?: { whmcsId: number; status: string; items: { description: string }[] } | null;
    services?: { whmcsId: number; status: string; name: string }[];
    domains?: { whmcsId: number; name: string }[];
    addonIds?: string[];
  } | null;
}

export const document = `mutation ($input: OrderAddInput!) { orderAdd(input: $input) {
  __typename
  ... on OrderAddPayload {
    order { whmcsId status items { type } } invoice { whmcsId status items { description } }
    services { whmcsId status name } domains { whmcsId name } addonIds
  }
  ... on UserError { message } ... on InvalidInputError { path } ... on RefusedError { reason }
} }`;

export const common = { clientId: '1', paymentMethod: 'stripe' };
export const pebble = { productId: '1', billingCycle: 'MONTHLY' };

/** A gateway for the tests of a file, and a way to place orders there. */
export function useOrderAdd() {
  const gateway = useGateway({ simulator: { clients: 12 }, gateway: { sharedCache: true } });
  const add = async (input: object, as: As = 'staff') => {
    const { data, errors, extensions, calls } = await gateway.execute<Added>(document, { input }, { as });
    const sent = calls.filter(({ action }) => action === 'AddOrder');
    const { action: _, responsetype: __, ...form } = sent[0]?.params ?? {};
    return { ending: data.orderAdd, errors, extensions, calls, sent, form };
  };
  return { gateway, world: () => gateway.simulator.world, add };
}
