/** The settings of the installation. */
import { own } from '../own.ts';
import { existing, read, Refusal, write, type Call } from './command.ts';

const settingIn = ({ params }: Call): string => {
  const setting = params.text('setting') ?? '';
  if (setting === '') throw new Refusal('Parameter setting is required');
  return setting;
};

export const GetConfigurationValue = read((call) => {
  const setting = settingIn(call);
  return { setting, value: existing(own(call.world.configuration, setting), 'Invalid name for parameter setting') };
});

/** WHMCS takes it from its own local API alone, which the simulator has not: this is what it would do. */
export const SetConfigurationValue = write((call) => {
  const { params, world } = call;
  const setting = settingIn(call);
  if (!params.has('value')) throw new Refusal('Parameter value is required');
  const value = params.text('value') ?? '';
  const before = existing(own(world.configuration, setting), 'Invalid name for parameter setting');
  world.configuration[setting] = value;
  return { value_changed: String(before !== value) };
});
