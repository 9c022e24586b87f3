/** What the samples of addons, servers, cancellations and upgrades become. */
export const addonsAndUpgrades: Readonly<Record<string, object>> = {
  'GetPromotions.untidy': {
    promotions: [
      { id: 6, value: '12.50', expirationdate: null, recurring: true, notes: 'For the fair & its visitors' },
    ],
  },
  'GetServers.unasked': { fetchStatus: false, servers: [{ id: 4, status: { http: false, load: null, uptime: null } }] },
  'UpgradeProduct.untidy': { price: '4.80', order_number: '8841207733', upgradeinprogress: false, invoiceid: 2219 },
  'UpgradeProduct.cheaper': { price: '-4.80', orderid: 734, invoiceid: null },
};
