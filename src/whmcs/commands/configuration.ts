/** The settings of WHMCS: GetConfigurationValue, SetConfigurationValue. */
import { z } from 'zod';
import { reveal, write } from '../command.ts';
import { flag, text, verbatim } from '../wire/values.ts';

/** Among the settings are passwords and keys, and nothing says which. */
export const GetConfigurationValue = reveal('GetConfigurationValue', {
  params: z.strictObject({ setting: z.string() }),
  answer: z.object({ setting: text, value: verbatim }),
  reveals: ['value'],
  probe: { setting: 'Version' },
});

/** Empty text unsets the setting. */
export const SetConfigurationValue = write('SetConfigurationValue', {
  params: z.strictObject({ setting: z.string(), value: z.string() }),
  answer: z.object({ value_changed: flag }),
  purpose: 'dangerous',
  repeat: 'none',
  unreachable: 'WHMCS takes it only from code that runs inside of it (`localApiOnly`)',
  refusals: ['Parameter setting is required', 'Invalid name for parameter setting', 'Parameter value is required'],
  reconcile: { never: 'it is never sent' },
  secretParams: ['value'],
  changes: {},
});
