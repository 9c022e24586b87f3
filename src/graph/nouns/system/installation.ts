/** The WHMCS behind the gateway. */
import { WhmcsDetails } from '../../../whmcs/commands/system.ts';
import { single } from '../../schema-kit/declare-single.ts';

export const Installation = single('Installation', {
  description: 'The WHMCS behind the gateway.',
  command: WhmcsDetails,
  row: ({ whmcs }) => (whmcs.version ? whmcs : null),
  query: { name: 'installation', description: 'The WHMCS behind the gateway, from 8.0.' },
  fields: (f) => ({
    version: f.filledText((row) => row.version, 'Its version: "8.13.1".'),
    canonicalVersion: f.text('canonicalversion', 'Its version with the kind of release: "8.13.1-release.1".'),
  }),
  offered: 'everyone',
});
