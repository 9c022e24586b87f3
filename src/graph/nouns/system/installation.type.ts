/** The installation in the graph. */
import { builder } from '../../schema-kit/builder.ts';
import { type Installation, Installations } from './installation.ts';

const InstallationType = builder.objectRef<Installation>('Installation').implement({
  description: 'The WHMCS behind the gateway. WHMCS: WhmcsDetails.',
  fields: (t) => ({
    version: t.exposeString('version', { nullable: false, description: 'Its version: "8.13.1".' }),
    canonicalVersion: t.exposeString('canonicalVersion', {
      description: 'Its version with the kind of release: "8.13.1-release.1".',
    }),
  }),
});

builder.queryField('installation', (t) =>
  t.field({
    type: InstallationType,
    description: 'The WHMCS behind the gateway, from 8.0. WHMCS: WhmcsDetails.',
    resolve: (_, __, graph) => graph.noun(Installations).current(),
  }),
);
