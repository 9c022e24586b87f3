/** The TLDs that the installation sells. */
import { CreateOrUpdateTLD } from '../../../whmcs/commands/tld-upsert.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { andThen } from '../../../maybe-promise.ts';
import { builder } from '../../schema-kit/builder.ts';
import { quirkyMutation } from '../../write/declare-mutation.ts';
import {
  count,
  decimal,
  enumOf,
  filledText,
  flag,
  inputObject,
  list,
  notClearable,
  optional,
  text,
} from '../../write/input-fields.ts';
import { withoutNullish } from '../../write/input.ts';
import { Currencies } from '../catalogue/currency.ts';
import { plainExtension, Tlds } from './tld-queries.ts';
import { TldPricing } from './tld-pricing.ts';

const TldGroup = builder.enumType('TldGroup', {
  description: "WHMCS's mark on a TLD.",
  values: {
    HOT: { description: 'Hot.' },
    NEW: { description: 'New.' },
    SALE: { description: 'On sale.' },
    NONE: { description: 'No mark.' },
  },
});

const TldPriceInput = inputObject('TldPriceInput', 'What a domain costs for a number of years.', {
  years: count('For how many years: at most 10, and at most 9 for a renewal.'),
  price: decimal('The price of all these years together; -1 if it is not offered.', { min: '-1' }),
});

const prices = (description: string) => notClearable(list(TldPriceInput, description));
const fee = (description: string) => notClearable(decimal(description, { min: '-1' }));

const TldUpsertInput = inputObject('TldUpsertInput', 'A top-level domain to sell. An absent field is unchanged.', {
  extension: filledText('Its name: ".com" or "com".', { example: '.shop#' }),
  idProtection: notClearable(flag("Whether its owner's name can be kept out of WHOIS.")),
  dnsManagement: notClearable(flag('Whether DNS management can be had with it.')),
  emailForwarding: notClearable(flag('Whether email forwarding can be had with it.')),
  eppCodeRequired: notClearable(flag('Whether a transfer needs the code of the former registrar.')),
  autoRegistrar: notClearable(
    text('System name of the registrar module that registers it automatically; empty for none.'),
  ),
  group: notClearable(enumOf(TldGroup, "WHMCS's mark on it.")),
  currencyCode: optional(
    filledText('ISO 4217 code of the currency of its prices and fees, which need it.', { example: 'USD' }),
  ),
  register: prices('What registrations cost.'),
  transfer: prices('What a transfer costs: one entry at most.'),
  renew: prices('What renewals cost.'),
  gracePeriodDays: notClearable(count('The days after expiry in which it can be renewed.', { min: 0 })),
  gracePeriodFee: fee('The fee in that time; -1 switches it off.'),
  redemptionPeriodDays: notClearable(count('The days after that in which it can be redeemed.', { min: 0 })),
  redemptionPeriodFee: fee('The fee in that time; -1 switches it off.'),
  displayAfter: optional(filledText('The TLD after which it stands in the list.')),
});

interface Upserted {
  readonly extension: string;
  readonly tldId: number | null;
  readonly currencyCode: string | null;
}

const TldUpsertPayload = builder.objectRef<Upserted>('TldUpsertPayload').implement({
  description: 'What tldUpsert changed.',
  fields: (t) => ({
    whmcsId: t.exposeInt('tldId', { description: "WHMCS's own number of the TLD." }),
    tld: t.field({
      type: TldPricing,
      description:
        'The TLD, freshly read, in the currency of the input. Some versions of WHMCS set no prices and answer success.',
      resolve: ({ extension, currencyCode }, _, graph) =>
        andThen(graph.noun(Tlds).priced({ currencyCode, extensions: [extension] }), (tlds) => tlds?.[0] ?? null),
    }),
  }),
});

type Prices = readonly { readonly years: number; readonly price: string }[] | undefined;

/** By years, each of which may occur once. @throws InvalidInputError */
function byYears(given: Prices, field: string): Record<string, string> | undefined {
  if (!given) return undefined;
  const known = Object.fromEntries(given.map(({ years, price }) => [String(years), price]));
  if (Object.keys(known).length === given.length) return known;
  throw new InvalidInputError(`${field} has two prices for as many years`, [field]);
}

quirkyMutation('tldUpsert', {
  description:
    'Adds a top-level domain to those that the installation sells, or changes it, with prices in one currency. WHMCS: CreateOrUpdateTLD.',
  command: CreateOrUpdateTLD,
  offered: 'NOBODY',
  input: TldUpsertInput,
  payload: TldUpsertPayload,
  async run(input, graph) {
    const { extension, currencyCode, group } = input;
    const hasPrices =
      input.register ?? input.transfer ?? input.renew ?? input.gracePeriodFee ?? input.redemptionPeriodFee;
    if (hasPrices !== undefined && currencyCode === undefined)
      throw new InvalidInputError('prices and fees need currencyCode', ['currencyCode']);
    const params = {
      extension: `.${plainExtension(extension)}`,
      id_protection: input.idProtection,
      dns_management: input.dnsManagement,
      email_forwarding: input.emailForwarding,
      epp_required: input.eppCodeRequired,
      auto_registrar: input.autoRegistrar,
      group: group === 'NONE' ? ('' as const) : group,
      currency_code: currencyCode?.toUpperCase(),
      grace_period_days: input.gracePeriodDays,
      grace_period_fee: input.gracePeriodFee,
      redemption_period_days: input.redemptionPeriodDays,
      redemption_period_fee: input.redemptionPeriodFee,
      register: byYears(input.register, 'register'),
      renew: byYears(input.renew, 'renew'),
      transfer: byYears(input.transfer, 'transfer'),
      display_after: input.displayAfter,
    };
    if (currencyCode !== undefined) await graph.noun(Currencies).check(currencyCode.toUpperCase(), 'currencyCode');
    const { id } = await graph.session.write(
      CreateOrUpdateTLD,
      { ...withoutNullish(params), extension: params.extension },
      null,
    );
    return { extension: plainExtension(extension), tldId: id ?? null, currencyCode: currencyCode ?? null };
  },
  recall: ({ extension, currencyCode }) => ({
    extension: plainExtension(extension),
    tldId: null,
    currencyCode: currencyCode ?? null,
  }),
});
