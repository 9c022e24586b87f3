/** What administrators do to the installation itself: modules, bans, notifications, notes. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Caller, part, rows, type Fields } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-01T12:00:00Z') });
});
afterAll(() => whmcs.simulator.close());

const gateway = (moduleName: string, more: Fields = {}): Fields => ({ moduleType: 'gateway', moduleName, ...more });

it('activates a gateway, renames it, and hands its payments over when it is deactivated', async () => {
  const { world } = whmcs.simulator;
  await whmcs.call('ActivateModule', gateway('mollie', { 'parameters[apipassword]': 'SECRET' }));
  await whmcs.call('UpdateModuleConfiguration', gateway('mollie', { 'parameters[FriendlyName]': 'iDEAL & more' }));
  expect(rows(await whmcs.call('GetPaymentMethods'), 'paymentmethods.paymentmethod')).toContainEqual({
    module: 'mollie',
    displayname: 'iDEAL &amp; more',
  });
  expect(world.moduleSettings.get('gateway/mollie')).toEqual({ apipassword: 'SECRET', FriendlyName: 'iDEAL & more' });
  const service = world.services.get(1) ?? expect.fail('no service');
  service.paymentmethod = 'mollie';
  await whmcs.call('DeactivateModule', gateway('mollie', { newGateway: 'stripe' }));
  expect(service.paymentmethod).toBe('stripe');
  expect(await whmcs.refusal('DeactivateModule', gateway('mollie'))).toBe('Failed to deactivate: Module is not active');
});

it.each<[string, Fields, RegExp]>([
  ['ActivateModule', { moduleType: 'oven', moduleName: 'x' }, /^Invalid module type provided\. Supported/],
  ['UpdateModuleConfiguration', gateway('x'), /^Invalid module name provided\.$/],
  ['GetModuleConfigurationParameters', { moduleType: 'addon', moduleName: 'project_management' }, /not supported/],
  ['TriggerNotificationEvent', { notification_identifier: 'a', title: 'b' }, /require a message/],
  ['SendAdminEmail', { messagename: 'Nothing' }, /^Email Template not found$/],
])('%s refuses %j', async (action, fields, message) => {
  expect(await whmcs.refusal(action, fields)).toMatch(message);
});

it('lists failed calls of modules in a bare list', async () => {
  const queue = await whmcs.call('GetModuleQueue', { serviceType: 'domain', relatedId: 1 });
  expect(rows(queue, 'queue')).toMatchObject([{ id: '2', completed: '1', numRetries: '0' }]);
  expect(await whmcs.call('GetModuleQueue', { moduleAction: 'Nothing' })).toMatchObject({ queue: [] });
});

it('bans an address again when it is told again', async () => {
  const ban = { ip: '203.0.113.77', reason: 'Spam', days: 30 };
  const first = await whmcs.call('AddBannedIp', ban);
  expect(await whmcs.call('AddBannedIp', ban)).not.toEqual(first);
  expect(whmcs.simulator.world.bannedIps.get(Number(first['banid']))?.expires).toBe('2026-12-01 12:00:00');
});

it('groups its automation log by day and task', async () => {
  const log = await whmcs.call('GetAutomationLog', { startdate: '2026-10-30', enddate: '2026-11-01' });
  expect(Object.keys(part(log, 'statistics'))).toEqual(['2026-11-01', '2026-10-31', '2026-10-30']);
  expect(await whmcs.call('GetAutomationLog', { namespace: 'Nothing' })).toMatchObject({ statistics: [] });
});

it('keeps the notes of the administrator behind the credential', async () => {
  await whmcs.call('UpdateAdminNotes', { notes: 'Ask "Ines" & co' });
  expect(await whmcs.call('GetAdminDetails')).toMatchObject({
    adminid: '1',
    notes: 'Ask &quot;Ines&quot; &amp; co',
    departments: ',1,2,3,',
  });
});
