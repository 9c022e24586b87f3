/** What can be done to the catalogue of products. */
import { AddProduct } from '../../../whmcs/commands/product-add.ts';
import { enumWords } from '../../base/enum-words.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { builder } from '../../schema-kit/builder.ts';
import { quirkyMutation } from '../../write/declare-mutation.ts';
import { foundOne } from '../../write/replay.ts';
import {
  count,
  decimal,
  enumOf,
  filledText,
  flag,
  idempotencyKey,
  idOf,
  inputObject,
  list,
  nested,
  optional,
  text,
} from '../../write/input-fields.ts';
import { withoutNullish } from '../../write/input.ts';
import { Product, Products } from './product.ts';

const typeWords = enumWords({
  HOSTING_ACCOUNT: 'hostingaccount',
  RESELLER_ACCOUNT: 'reselleraccount',
  SERVER: 'server',
  OTHER_PRODUCT: 'other',
});
const ProductTypeInput = builder.enumType('ProductTypeInput', {
  description: 'The kind of a product.',
  values: {
    HOSTING_ACCOUNT: { description: 'Web hosting.' },
    RESELLER_ACCOUNT: { description: 'Hosting that is sold on.' },
    SERVER: { description: 'A server.' },
    OTHER_PRODUCT: { description: 'Anything else.' },
  },
});

const payTypeWords = enumWords({ FREE: 'free', ONE_TIME: 'onetime', RECURRING: 'recurring' });
const ProductPayTypeInput = builder.enumType('ProductPayTypeInput', {
  description: 'How a product is paid.',
  values: {
    FREE: { description: 'It costs nothing.' },
    ONE_TIME: { description: 'Once.' },
    RECURRING: { description: 'In every billing cycle.' },
  },
});

const setupWords = enumWords({ NEVER: '', PENDING_ORDER: 'on', PAYMENT: 'payment', ORDER: 'order' });
const ProductAutoSetupInput = builder.enumType('ProductAutoSetupInput', {
  description: 'When a product is set up on its server.',
  values: {
    NEVER: { description: 'Only by staff.' },
    PENDING_ORDER: { description: 'When staff accept the order.' },
    PAYMENT: { description: 'When the first invoice is paid.' },
    ORDER: { description: 'With the order.' },
  },
});

/** The cycles, and how their prices and set-up fees are called. */
const cycles = {
  monthly: 'msetupfee',
  quarterly: 'qsetupfee',
  semiAnnually: 'ssetupfee',
  annually: 'asetupfee',
  biennially: 'bsetupfee',
  triennially: 'tsetupfee',
} as const;

const CyclePriceInput = inputObject('CyclePriceInput', 'The price of a billing cycle.', {
  price: decimal('What each cycle costs.', { min: '0' }),
  setupFee: optional(decimal('What is added to the first cycle.', { min: '0' })),
});
const cyclePrice = (description: string) => optional(nested(CyclePriceInput, description));

const ProductPricingInput = inputObject(
  'ProductPricingInput',
  'Prices in one currency. A cycle that is left out is not offered.',
  {
    currencyId: idOf('Currency', 'The currency.'),
    monthly: cyclePrice('Every month; of a product that is paid once, its price.'),
    quarterly: cyclePrice('Every three months.'),
    semiAnnually: cyclePrice('Every six months.'),
    annually: cyclePrice('Every year.'),
    biennially: cyclePrice('Every two years.'),
    triennially: cyclePrice('Every three years.'),
  },
);

const days = (cycle: string) =>
  optional(count(`How many days before its end a ${cycle} period can be renewed on demand.`, { min: 0 }));

const OnDemandRenewalInput = inputObject(
  'OnDemandRenewalInput',
  'Renewals before they are due, in place of the settings of the installation.',
  {
    isEnabled: flag('Whether services can be renewed on demand.'),
    monthlyDays: days('monthly'),
    quarterlyDays: days('quarterly'),
    semiAnnuallyDays: days('semi-annual'),
    annuallyDays: days('annual'),
    bienniallyDays: days('biennial'),
    trienniallyDays: days('triennial'),
  },
);

const ProductCreateInput = inputObject('ProductCreateInput', 'A new product.', {
  name: filledText('Its name.', { example: 'Product #' }),
  groupId: idOf('ProductGroup', "WHMCS's number of its group."),
  slug: optional(text('Its part of the address of the shop; made of the name if absent. WHMCS 8.3 and later.')),
  type: optional(enumOf(ProductTypeInput, 'Its kind.')),
  payType: optional(enumOf(ProductPayTypeInput, 'How it is paid.')),
  pricing: optional(list(ProductPricingInput, 'Its prices.')),
  description: optional(text('What it is (HTML).')),
  shortDescription: optional(text('What it is, in short.')),
  tagline: optional(text('A line below its name.')),
  color: optional(text('Its colour: "#9abc3f".')),
  isHidden: optional(flag('Whether it is left out of the shop.')),
  isFeatured: optional(flag('Whether the shop shows it first.')),
  isTaxed: optional(flag('Whether tax is charged.')),
  stock: optional(count('How many there are; stock is not controlled if absent.', { min: 0 })),
  showDomainOptions: optional(flag('Whether a domain is asked for when it is ordered.')),
  subdomains: optional(
    list(text('A name with its leading dot.'), 'Domains below which it can be ordered: ".example.com".'),
  ),
  prorataBilling: optional(flag('Whether the first period ends on a fixed day.')),
  prorataDay: optional(count('The day of the month on which periods begin.', { min: 0 })),
  prorataChargeNextMonthDay: optional(
    count('The day of the month after which the next month is charged as well.', { min: 0 }),
  ),
  welcomeEmailId: optional(idOf('EmailTemplate', "WHMCS's number of the welcome mail.")),
  autoSetup: optional(enumOf(ProductAutoSetupInput, 'When it is set up.')),
  module: optional(text('System name of its server module.')),
  serverGroupId: optional(idOf('ServerGroup', "WHMCS's number of the group of servers for it.")),
  moduleOptions: optional(
    list(text('A setting.'), 'The first settings of its server module, in the order of the module; six at most.'),
  ),
  displayOrder: optional(count('Its place in the group.', { min: 0 })),
  recommendedProductIds: optional(
    list(idOf('Product', 'A product.'), 'Products to recommend with it, in their order.'),
  ),
  onDemandRenewal: optional(nested(OnDemandRenewalInput, 'Renewals before they are due.')),
  idempotencyKey: idempotencyKey('makes no second product'),
});

type Input = ReturnType<typeof ProductCreateInput.read>;
type Pricing = NonNullable<Input['pricing']>[number];

/** -1.00 is a cycle that is not offered. */
const pricesIn = (pricing: Pricing) =>
  Object.fromEntries(
    Object.entries(cycles).flatMap(([cycle, setupFee]): [string, string][] => {
      const price = Object.entries(pricing).find(([name]) => name === cycle)?.[1];
      const told = typeof price === 'object' ? price : undefined;
      const offered: [string, string] = [cycle.toLowerCase(), told?.price ?? '-1.00'];
      return told?.setupFee === undefined ? [offered] : [offered, [setupFee, told.setupFee]];
    }),
  );

function paramsIn(input: Input) {
  const { moduleOptions = [], onDemandRenewal: renewal } = input;
  if (moduleOptions.length > 6)
    throw new InvalidInputError(`WHMCS takes six settings of a module, got ${moduleOptions.length}`, ['moduleOptions']);
  const [configoption1, configoption2, configoption3, configoption4, configoption5, configoption6] = moduleOptions;
  const given = withoutNullish({
    slug: input.slug,
    type: input.type && typeWords.write(input.type),
    paytype: input.payType && payTypeWords.write(input.payType),
    pricing:
      input.pricing && Object.fromEntries(input.pricing.map((each) => [String(each.currencyId), pricesIn(each)])),
    description: input.description,
    shortdescription: input.shortDescription,
    tagline: input.tagline,
    color: input.color,
    hidden: input.isHidden,
    isFeatured: input.isFeatured,
    tax: input.isTaxed,
    stockcontrol: input.stock === undefined ? undefined : true,
    qty: input.stock,
    showdomainoptions: input.showDomainOptions,
    subdomain: input.subdomains?.join(','),
    proratabilling: input.prorataBilling,
    proratadate: input.prorataDay,
    proratachargenextmonth: input.prorataChargeNextMonthDay,
    welcomeemail: input.welcomeEmailId,
    autosetup: input.autoSetup && setupWords.write(input.autoSetup),
    module: input.module,
    servergroupid: input.serverGroupId,
    configoption1,
    configoption2,
    configoption3,
    configoption4,
    configoption5,
    configoption6,
    order: input.displayOrder,
    recommendations: input.recommendedProductIds?.map((id, order) => ({ id, order })),
    ondemandrenewalconfigurationoverride: renewal && true,
    ondemandrenewalsenabled: renewal?.isEnabled,
    ondemandrenewalperiodmonthly: renewal?.monthlyDays,
    ondemandrenewalperiodquarterly: renewal?.quarterlyDays,
    ondemandrenewalperiodsemiannually: renewal?.semiAnnuallyDays,
    ondemandrenewalperiodannually: renewal?.annuallyDays,
    ondemandrenewalperiodbiennially: renewal?.bienniallyDays,
    ondemandrenewalperiodtriennially: renewal?.trienniallyDays,
  });
  return { name: input.name, gid: input.groupId, ...given };
}

const ProductCreatePayload = builder
  .objectRef<{ readonly productId: number | null }>('ProductCreatePayload')
  .implement({
    description: 'The result of productCreate.',
    fields: (t) => ({
      product: t.field({
        type: Product,
        description: 'The product, freshly read.',
        resolve: ({ productId }, _, graph) => (productId === null ? null : graph.noun(Products).row(productId)),
      }),
    }),
  });

quirkyMutation('productCreate', {
  description: 'Adds a product to the catalogue. WHMCS: AddProduct.',
  command: AddProduct,
  offered: 'NOBODY',
  input: ProductCreateInput,
  payload: ProductCreatePayload,
  async run(input, { session }) {
    const { pid = null } = await session.write(AddProduct, paramsIn(input), null);
    return { productId: pid };
  },
  recall: (_, found) => ({ productId: foundOne(found, 'pid') }),
});
