/** What the samples of addons, servers, cancellations and upgrades become. */
export const addonsAndUpgrades: Readonly<Record<string, object>> = {
  'GetClientsAddons.tidy': {
    serviceid: [801, 802],
    addons: [{ id: 611, qty: 2, userid: 11, serviceid: 801, addonid: 3, recurring: '3.50', tax: true }],
  },
  'GetClientsAddons.untidy': {
    totalresults: 1,
    clientid: 11,
    addons: [{ id: 611, userid: 11, name: 'Malware scan & report', setupfee: '5', recurring: '3.50', tax: true }],
  },
  'GetClientsAddons.none': { totalresults: 0, serviceid: [803], clientid: null, addons: [] },
  'GetPromotions.untidy': {
    promotions: [
      { id: 6, value: '12.50', expirationdate: null, recurring: true, notes: 'For the fair & its visitors' },
    ],
  },
  'GetServers.unasked': { fetchStatus: false, servers: [{ id: 4, status: { http: false, load: null, uptime: null } }] },
  'UpgradeProduct.untidy': { price: '4.80', order_number: '8841207733', upgradeinprogress: false, invoiceid: 2219 },
  'UpgradeProduct.cheaper': { price: '-4.80', orderid: 734, invoiceid: null },
};
