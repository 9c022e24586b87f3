/** Modules of the installation: payment gateways, registrars and others, which staff switch on, off and configure. */
import { ActivateModule, DeactivateModule, UpdateModuleConfiguration } from '../../../whmcs/commands/modules.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { builder } from '../../schema-kit/builder.ts';
import { quirkyMutation } from '../../write/declare-mutation.ts';
import { filledText, idempotencyKey, inputObject, list, optional, text } from '../../write/input-fields.ts';
import type { ValueOf } from '../../write/input-shape.ts';
import { withoutNullish } from '../../write/input.ts';

const ModuleParameterInput = inputObject('ModuleParameterInput', 'The value of a setting of a module.', {
  name: filledText('The name of the setting: one of `moduleConfigurationParameters`.'),
  value: text('Its value; "on" or "" for a setting that is switched on or off.'),
});

const module = {
  type: filledText('The type of the module: "gateway", "registrar", "addon", "fraud".', { example: 'gateway' }),
  name: filledText("The module's system name.", { example: 'mollie' }),
};

const parameters = optional(
  list(ModuleParameterInput, 'Values of its settings. Settings that are left out stay as they are. Never logged.'),
);

interface Named {
  readonly type: string;
  readonly name: string;
}

/** No command shows a module: the payload names it. */
const payload = (name: string, description: string) =>
  builder.objectRef<Named>(name).implement({
    description,
    fields: (t) => ({
      type: t.exposeString('type', { nullable: false, description: 'The type of the module.' }),
      name: t.exposeString('name', { nullable: false, description: "The module's system name." }),
    }),
  });

/** @throws InvalidInputError where a setting is given twice */
function valuesIn(given: ValueOf<typeof parameters>): Record<string, string> | undefined {
  if (!given || given.length === 0) return undefined;
  const values = new Map(given.map(({ name, value }) => [name, value]));
  if (values.size < given.length) throw new InvalidInputError('a setting is given twice', ['parameters']);
  return Object.fromEntries(values);
}

quirkyMutation('moduleActivate', {
  description:
    'Activates a module. One that is active already gets the values of the settings that are given. WHMCS: ActivateModule.',
  command: ActivateModule,
  offered: 'NOBODY',
  input: inputObject('ModuleActivateInput', 'A module to activate.', { ...module, parameters }),
  payload: payload('ModuleActivatePayload', 'The module that was activated.'),
  async run({ type, name, parameters: given }, { session }) {
    const values = withoutNullish({ parameters: valuesIn(given) });
    await session.write(ActivateModule, { moduleType: type, moduleName: name, ...values }, null);
    return { type, name };
  },
  recall: ({ type, name }) => ({ type, name }),
});

quirkyMutation('moduleConfigurationUpdate', {
  description: 'Changes settings of an active module. WHMCS: UpdateModuleConfiguration.',
  command: UpdateModuleConfiguration,
  offered: 'NOBODY',
  input: inputObject('ModuleConfigurationUpdateInput', 'Settings of a module to change.', { ...module, parameters }),
  example: { name: 'paypal' },
  payload: payload('ModuleConfigurationUpdatePayload', 'The module whose settings were changed.'),
  async run({ type, name, parameters: given }, { session }) {
    const values = withoutNullish({ parameters: valuesIn(given) });
    await session.write(UpdateModuleConfiguration, { moduleType: type, moduleName: name, ...values }, null);
    return { type, name };
  },
  recall: ({ type, name }) => ({ type, name }),
});

quirkyMutation('moduleDeactivate', {
  description: 'Deactivates a module. WHMCS removes the values of its settings. WHMCS: DeactivateModule.',
  command: DeactivateModule,
  offered: 'NOBODY',
  input: inputObject('ModuleDeactivateInput', 'A module to deactivate.', {
    ...module,
    replacementGateway: optional(
      filledText(
        'For a payment gateway: the system name of the gateway that takes over what clients, services and invoices pay by it.',
      ),
    ),
    idempotencyKey: idempotencyKey('deactivates nothing twice'),
  }),
  payload: payload('ModuleDeactivatePayload', 'The module that was deactivated.'),
  async run({ type, name, replacementGateway }, { session }) {
    if (replacementGateway !== undefined && type !== 'gateway')
      throw new InvalidInputError(`a module of type ${type} has no replacement gateway`, ['replacementGateway']);
    const heir = withoutNullish({ newGateway: replacementGateway });
    await session.write(DeactivateModule, { moduleType: type, moduleName: name, ...heir }, null);
    return { type, name };
  },
  recall: ({ type, name }) => ({ type, name }),
});
