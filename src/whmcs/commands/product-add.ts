/** AddProduct: a new product of the catalogue. */
import { z } from 'zod';
import { write, type Answer } from '../command.ts';
import { createdRow } from '../reconcile/row.ts';
import { countParam, decimalParam, idParam, optional, scalarParam, settingParam } from '../wire/params.ts';
import { id } from '../wire/values.ts';
import { GetProducts } from './products.ts';

const cycles = ['monthly', 'quarterly', 'semiannually', 'annually', 'biennially', 'triennially'] as const;
const setupFees = ['msetupfee', 'qsetupfee', 'ssetupfee', 'asetupfee', 'bsetupfee', 'tsetupfee'] as const;

/** "-1.00" is a cycle that is not offered. */
const prices = z.strictObject(optional(decimalParam, ...cycles, ...setupFees));

const newProduct = z.strictObject({
  name: z.string().min(1),
  gid: idParam,
  type: z.enum(['hostingaccount', 'reselleraccount', 'server', 'other']).optional(),
  paytype: z.enum(['free', 'onetime', 'recurring']).optional(),
  /** When it is set up: never, with a pending order, after payment, with any order. */
  autosetup: z.enum(['', 'on', 'payment', 'order']).optional(),
  ...optional(z.string(), 'slug', 'description', 'shortdescription', 'tagline', 'color', 'subdomain', 'module'),
  ...optional(
    z.string(),
    ...(['configoption1', 'configoption2', 'configoption3', 'configoption4'] as const),
    ...(['configoption5', 'configoption6'] as const),
  ),
  ...optional(settingParam, 'stockcontrol', 'hidden', 'showdomainoptions', 'tax', 'isFeatured', 'proratabilling'),
  ...optional(settingParam, 'ondemandrenewalconfigurationoverride', 'ondemandrenewalsenabled'),
  ...optional(countParam, 'qty', 'proratadate', 'proratachargenextmonth', 'order'),
  ...optional(
    countParam,
    ...(['ondemandrenewalperiodmonthly', 'ondemandrenewalperiodquarterly'] as const),
    ...(['ondemandrenewalperiodsemiannually', 'ondemandrenewalperiodannually'] as const),
    ...(['ondemandrenewalperiodbiennially', 'ondemandrenewalperiodtriennially'] as const),
  ),
  ...optional(idParam, 'welcomeemail', 'servergroupid'),
  /** By the number of the currency. */
  pricing: z.record(z.string(), prices).optional(),
  recommendations: z.array(z.strictObject({ id: scalarParam, order: scalarParam })).optional(),
});

export const AddProduct = write('AddProduct', {
  params: newProduct,
  answer: z.object({ pid: id }),
  purpose: 'lifecycle',
  repeat: 'duplicate',
  refusals: [
    'You must supply a name for the product',
    'You must supply a valid Product Group ID',
    'You must supply a valid welcome email ID',
    'Invalid product type. Must be one of "hostingaccount", "reselleraccount", "server" or "other"',
    'Invalid pay type. Must be one of "free", "onetime" or "recurring"',
    'Invalid autosetup value. Must be one of "", "on", "order" or "payment"',
    'The color must be a valid hexadecimal value.',
    'The recommendation product ID is invalid. This must be an existing product ID.',
  ],
  reconcile: createdRow<z.input<typeof newProduct>, Answer<typeof GetProducts>['products'][number]>({
    named: 'pid',
    scope: ({ gid }) => gid,
    async list(gid, look) {
      const { products, totalresults } = await look(GetProducts, { gid });
      return { rows: products.filter((row) => row.gid === gid), total: totalresults };
    },
    id: ({ pid }) => pid,
    key: ['name'],
    like: ['module'],
  }),
  changes: { products: 'pid' },
});
