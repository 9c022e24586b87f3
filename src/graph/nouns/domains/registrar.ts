/** Registrar modules. */
import { GetRegistrars } from '../../../whmcs/commands/tlds.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';

rowsQuery('registrars', {
  description: 'The registrar modules that are active.',
  type: 'Registrar',
  each: 'A registrar module.',
  command: GetRegistrars,
  rows: ({ registrars }) => registrars,
  fields: (f) => ({
    module: f.text('module', 'System name, as `Domain.registrar` has it.'),
    displayName: f.text('displayname', 'The name that administrators see.'),
  }),
  offered: 'staff',
});
