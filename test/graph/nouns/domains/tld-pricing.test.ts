/** The price list of TLDs: its currencies, and for which clients it is shown. */
import { describe, expect, it } from 'vitest';
import { useGateway, type As } from '../../../support/gateway.ts';

const gateway = useGateway({ simulator: { clients: 8 } });

interface Price {
  years: number;
  price: { amount: string; currencyCode: string; formatted: string };
}
interface Tld {
  extension: string;
  register: Price[];
  transfer: Price[];
  currency: { code: string } | null;
}

async function priced(args: string, as: As = 'staff') {
  const { data, errors, calls } = await gateway.execute<{ tldPricing: Tld[] | null }>(
    `{ tldPricing${args} { extension group categories currency { code rate }
      register { years price { amount currencyCode formatted } } transfer { years price { amount } } renew { years }
      gracePeriod { days fee { amount } } redemptionPeriod { days } dnsManagement emailForwarding idProtection } }`,
    {},
    { as },
  );
  return { tlds: data?.tldPricing, errors, asked: calls.map(({ action, params }) => ({ action, params })) };
}

describe('the price list', () => {
  it('is in the default currency, for one call', async () => {
    const { tlds, asked } = await priced('');
    expect(asked.map(({ action }) => action)).toEqual(['GetTLDPricing']);
    expect(tlds?.map(({ extension }) => extension)).toEqual(['com', 'net', 'org', 'de', 'jp']);
    expect(tlds?.[0]).toMatchObject({
      group: 'hot',
      categories: ['Popular'],
      currency: { code: 'USD' },
      register: [
        { years: 1, price: { amount: '14.50', currencyCode: 'USD', formatted: '$14.50 USD' } },
        { years: 2 },
        { years: 3 },
      ],
      gracePeriod: { days: 30, fee: { amount: '0.00' } },
      redemptionPeriod: null,
      idProtection: true,
    });
  });

  it('shows the wanted extensions only, with a dot or without', async () => {
    const { tlds } = await priced('(extensions: [".COM", "jp"])');
    expect(tlds).toMatchObject([{ extension: 'com' }, { extension: 'jp', transfer: [] }]);
  });

  it('is in the wanted currency', async () => {
    const { tlds, asked } = await priced('(currencyCode: "eur", extensions: "com")');
    expect(tlds).toMatchObject([{ currency: { code: 'EUR' }, register: [{ price: { currencyCode: 'EUR' } }, {}, {}] }]);
    expect(asked.at(-1)).toMatchObject({ action: 'GetTLDPricing', params: { currencyid: '2' } });
  });

  it.each([
    ['(currencyCode: "XXX")', /^there is no currency "XXX"/],
    ['(currencyCode: "EUR", clientId: "1")', /takes currencyCode or clientId/],
  ])('is refused for %s', async (args, message) => {
    const { errors } = await priced(args);
    expect(errors).toMatchObject([
      { message: expect.stringMatching(message) as string, extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  it('has no prices that are not offered', async () => {
    const com = gateway.simulator.world.tlds[0];
    if (com) com.otherPrices['GBP'] = { register: { 1: 900, 2: -100 } };
    const { tlds } = await priced('(currencyCode: "GBP", extensions: "com")');
    expect(tlds?.[0]?.register).toMatchObject([{ years: 1, price: { amount: '9.00' } }]);
  });
});

describe('for a client', () => {
  it('is in its currency', async () => {
    const { tlds, asked } = await priced('(clientId: "4", extensions: "com")', 'partner');
    expect(tlds).toMatchObject([{ currency: { code: 'JPY' } }]);
    expect(asked.at(-1)).toMatchObject({ action: 'GetTLDPricing', params: { clientid: '4' } });
  });

  it.each(['partner', 'client'])('whom a %s does not see, it is null as for a missing one', async (as) => {
    const [foreign, missing] = [await priced('(clientId: "6")', as), await priced('(clientId: "99999")', as)];
    expect([foreign.tlds, foreign.errors]).toEqual([null, undefined]);
    expect([missing.tlds, missing.errors]).toEqual([null, undefined]);
    expect(foreign.asked.map(({ action }) => action)).toEqual(missing.asked.map(({ action }) => action));
    expect(foreign.asked.map(({ action }) => action)).not.toContain('GetTLDPricing');
  });
});
