/** The mutation that shows a setting of WHMCS. */
import { GetConfigurationValue } from '../../../whmcs/commands/configuration.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { filledText } from '../../write/input-fields.ts';

mutation('configurationValueReveal', {
  description:
    'Shows a setting of WHMCS. Some settings are passwords or keys, so that none is shown by a query. WHMCS: GetConfigurationValue.',
  command: GetConfigurationValue,
  offered: 'NOBODY',
  input: { setting: filledText("WHMCS's name of the setting.", { example: 'CompanyName' }) },
  params: ({ setting }) => ({ setting }),
  returns: [],
  reveals: (f) => ({
    setting: f.text('setting', "WHMCS's name of the setting."),
    value: f.text('value', 'Its value as WHMCS stores it; null if it is empty.'),
  }),
});
