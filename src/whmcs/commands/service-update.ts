/** UpdateClientProduct: changes what WHMCS stores about a service. The server is not told. */
import { z } from 'zod';
import { write, type Answer } from '../command.ts';
import { asText, type Value } from '../reconcile/fields.ts';
import { amountOf } from '../reconcile/hashed.ts';
import { updated, type Values } from '../reconcile/updated.ts';
import { phpSerialize } from '../transport/form.ts';
import {
  countParam,
  dateParam,
  decimalParam,
  idParam,
  optional,
  optionParam,
  scalarParam,
  serializedParam,
} from '../wire/params.ts';
import { id } from '../wire/values.ts';
import { GetClientsProducts } from './services.ts';

/** The number of the choice, or the choice with a quantity, by the number of the option. */
const optionsParam = z
  .record(z.string(), z.union([scalarParam, z.strictObject({ optionid: scalarParam, qty: scalarParam })]))
  .transform((options) => phpSerialize(options));

/** Fields that empty text does not clear: they are cleared by name. */
const clearable = [
  'domain',
  'serviceusername',
  'servicepassword',
  'subscriptionid',
  'ns1',
  'ns2',
  'dedicatedip',
  'assignedips',
  'notes',
  'suspendreason',
] as const;

const params = z.strictObject({
  serviceid: idParam,
  ...optional(idParam, 'pid', 'serverid', 'promoid'),
  ...optional(dateParam, 'regdate', 'nextduedate', 'terminationdate', 'overidesuspenduntil'),
  ...optional(decimalParam, 'firstpaymentamount', 'recurringamount'),
  ...optional(z.string(), 'domain', 'paymentmethod', 'billingcycle', 'subscriptionid', 'status', 'notes'),
  ...optional(z.string(), 'serviceusername', 'servicepassword', 'suspendreason'),
  ...optional(z.string(), 'ns1', 'ns2', 'dedicatedip', 'assignedips'),
  ...optional(countParam, 'diskusage', 'disklimit', 'bwusage', 'bwlimit'),
  overideautosuspend: z.enum(['on', 'off']).optional(),
  unset: z.array(z.enum(clearable)).optional(),
  autorecalc: optionParam.optional(),
  customfields: serializedParam.optional(),
  configoptions: optionsParam.optional(),
});

type Asked = z.input<typeof params>;
type Row = Answer<typeof GetClientsProducts>['products'][number];

/** The columns that report a parameter, where they are called otherwise. */
const columns = { serviceusername: 'username', suspendreason: 'suspensionreason' } as const;

/** The parameters that a row reports. Passwords are not read, and custom fields may hold one. */
const compared = [
  ...(['pid', 'serverid', 'promoid', 'regdate', 'nextduedate', 'overidesuspenduntil', 'domain'] as const),
  ...(['firstpaymentamount', 'recurringamount', 'paymentmethod', 'billingcycle', 'subscriptionid', 'status'] as const),
  ...(['notes', 'serviceusername', 'suspendreason', 'ns1', 'ns2', 'dedicatedip', 'assignedips'] as const),
  ...(['diskusage', 'disklimit', 'bwusage', 'bwlimit', 'overideautosuspend'] as const),
];
type Compared = (typeof compared)[number];

const columnOf = (row: Row | undefined, name: Compared): Value =>
  row?.[name === 'serviceusername' || name === 'suspendreason' ? columns[name] : name];

const written = (name: Compared, value: Value): string => {
  if (name === 'overideautosuspend') return value === true || value === 'on' ? 'on' : '';
  if ((name === 'firstpaymentamount' || name === 'recurringamount') && typeof value === 'string')
    return amountOf(value);
  return asText(value);
};

const isCleared = ({ unset = [] }: Asked, name: Compared): boolean => unset.some((each) => each === name);

const wanted = (asked: Asked): Values =>
  Object.fromEntries(
    compared.flatMap((name): [string, string][] => {
      if (isCleared(asked, name)) return [[name, '']];
      // A recalculation replaces the amount.
      if (asked[name] === undefined || (name === 'recurringamount' && asked.autorecalc)) return [];
      return [[name, written(name, asked[name])]];
    }),
  );

export const UpdateClientProduct = write('UpdateClientProduct', {
  params,
  secretParams: ['servicepassword', 'customfields'],
  answer: z.object({ serviceid: id }),
  purpose: 'lifecycle',
  repeat: 'none',
  refusals: ['Service ID Not Found'],
  reconcile: updated<Asked, Row | undefined>({
    named: 'serviceid',
    id: ({ serviceid }) => serviceid,
    async read(serviceid, look) {
      const { products } = await look(GetClientsProducts, { serviceid });
      return products.find((row) => row.id === serviceid);
    },
    valuesOf: (row) => Object.fromEntries(compared.map((name) => [name, written(name, columnOf(row, name))])),
    wanted,
  }),
  changes: { services: 'serviceid' },
});
