/** The viewer, and the installation. */
import { describe, expect, test } from 'vitest';
import { restricted } from '../../../../src/access/viewer.ts';
import { useGateway } from '../../../support/gateway.ts';

const gateway = useGateway({
  simulator: { clients: 12, version: '8.13.1' },
  gateway: { sharedCache: false },
  tokens: [{ token: 'nobody', viewer: restricted('nobody', 'PARTNER', []) }],
});
const { execute } = gateway;

describe('the viewer', () => {
  const query = '{ viewer { name role clients { whmcsId } } }';

  test.each([
    ['staff', { name: 'staff', role: 'STAFF', clients: null }],
    ['partner', { name: 'partner', role: 'PARTNER', clients: [1, 2, 3, 4, 5].map((whmcsId) => ({ whmcsId })) }],
    ['client', { name: 'client', role: 'CLIENT', clients: [{ whmcsId: 1 }] }],
    ['nobody', { name: 'nobody', role: 'PARTNER', clients: [] }],
  ])('%s is shown its identity, without a call', async (as, viewer) => {
    const { data, errors, calls } = await execute(query, {}, { as });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ viewer });
    expect(calls).toEqual([]);
  });
});

describe('the installation', () => {
  test.each(['staff', 'partner', 'client'])('shows %s its version for one call', async (as) => {
    const { data, calls } = await execute('{ installation { version canonicalVersion } }', {}, { as });
    expect(data).toEqual({ installation: { version: '8.13.1', canonicalVersion: '8.13.1-release.1' } });
    expect(calls.map(({ action }) => action)).toEqual(['WhmcsDetails']);
  });

  test('is null with an error if the API role does not allow it', async () => {
    gateway.simulator.fail({ action: 'WhmcsDetails', kind: 'role', times: 1 });
    const { data, errors } = await execute('{ viewer { name } installation { version } }');
    expect(data).toEqual({ viewer: { name: 'staff' }, installation: null });
    expect(errors).toMatchObject([{ path: ['installation'], extensions: { code: 'WHMCS_UNAUTHORIZED' } }]);
  });
});
