import { centsOf } from '../money.ts';
import { fieldValues, merged } from './field-values.ts';
import { named, update } from './table-command.ts';

/** Parameters that have another name than the column. */
const renamed = {
  serviceusername: 'username',
  servicepassword: 'password',
  suspendreason: 'suspensionreason',
} as const;

/** Unknown parameters are ignored, and the answer is a success all the same. */
export const UpdateClientProduct = update(
  named(({ services }) => services, 'serviceid', 'Service ID Not Found'),
  {
    columns: [
      'pid',
      'serverid',
      'regdate',
      'nextduedate',
      'domain',
      'paymentmethod',
      'billingcycle',
      'status',
      'notes',
      'dedicatedip',
    ],
    change: (service, { params }) => {
      for (const name of ['firstpaymentamount', 'recurringamount'] as const)
        if (params.has(name)) service[name] = centsOf(params.text(name) ?? '');
      for (const [param, column] of Object.entries(renamed))
        if (params.has(param)) service[column] = params.text(param) ?? '';
      service.customFields = merged(service.customFields, fieldValues(params.serialized('customfields')));
    },
    answer: ({ id }) => ({ serviceid: String(id) }),
  },
);
