import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Caller } from './support.ts';

let whmcs: Caller;
beforeAll(async () => {
  whmcs = await Caller.start({ clients: 8, now: () => new Date('2026-11-05T23:30:00Z'), timezone: 'Asia/Tokyo' });
});
afterAll(() => whmcs.simulator.close());

describe('the module commands', () => {
  const service = (id: number) => whmcs.simulator.world.services.get(id);

  it('suspend, unsuspend, create and terminate', async () => {
    await whmcs.call('ModuleSuspend', { serviceid: 1, suspendreason: 'Spam & more' });
    expect(service(1)).toMatchObject({ status: 'Suspended', suspensionreason: 'Spam & more' });
    await whmcs.call('ModuleUnsuspend', { accountid: 1 });
    expect(service(1)).toMatchObject({ status: 'Active', suspensionreason: '' });
    expect(service(3)).toMatchObject({ status: 'Pending', username: '' });
    await whmcs.call('ModuleCreate', { serviceid: 3 });
    expect(service(3)).toMatchObject({ status: 'Active', username: 'u1s3', password: 'SECRET-pw-3' });
    await whmcs.call('ModuleTerminate', { serviceid: 3 });
    expect(service(3)?.status).toBe('Terminated');
    expect(whmcs.simulator.world.moduleRuns.of(3).map(({ action }) => action)).toEqual(['create', 'terminate']);
  });

  it.each(['ModuleCreate', 'ModuleSuspend', 'ModuleUnsuspend', 'ModuleTerminate'])(
    '%s refuses in its own words',
    async (action) => {
      expect(await whmcs.refusal(action)).toBe('Service ID is required');
      expect(await whmcs.refusal(action, { serviceid: 99_999 })).toBe('Service ID not found');
      expect(await whmcs.refusal(action, { serviceid: 4 })).toBe('Service not assigned to a module');
    },
  );
});
