/** Affiliate accounts: clients who earn by recommending the installation. */
import { GetAffiliates } from '../../../whmcs/commands/affiliates.ts';
import { andThen } from '../../../maybe-promise.ts';
import { enumWords } from '../../base/enum-words.ts';
import { prefetchable } from '../../base/field-meta.ts';
import { builder } from '../../schema-kit/builder.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';
import { enumeration } from '../../schema-kit/enumeration.ts';
import { Client } from './client.ts';

const payType = enumWords({ PERCENTAGE: 'percentage', FIXED_AMOUNT: 'fixedamount' });

const AffiliatePayType = enumeration('AffiliatePayType', payType, {
  description: 'How commissions of an affiliate are computed.',
  values: {
    PERCENTAGE: 'A percentage of what its referrals pay.',
    FIXED_AMOUNT: 'A fixed amount.',
  },
  other: 'A way that the gateway does not know.',
  given: { name: 'AffiliatePayTypeInput', description: 'How commissions of affiliates to list are computed.' },
});

export const Affiliate = noun('Affiliate', {
  description: "A client's affiliate account: it earns commissions for referrals. WHMCS: GetAffiliates.",
  list: {
    command: GetAffiliates,
    rows: 'affiliates',
    id: 'id',
    client: 'clientid',
    filters: (filter) => ({
      visitorCount: filter.count('visitors', 'Only those with exactly so many visitors.'),
      payType: filter.enumOf(AffiliatePayType, 'paytype', 'Only those whose commissions are computed like this.'),
      payAmount: filter.decimal('payamount', 'Only those with exactly this percentage or amount.'),
      paysOnce: filter.flag('onetime', 'Only those that are paid once for each referral, or at each payment.'),
      balance: filter.decimal('balance', 'Only those with exactly this balance.'),
      withdrawn: filter.decimal('withdrawn', 'Only those that have withdrawn exactly this amount.'),
    }),
  },
  fields: (f) => ({
    visitorCount: f.count('visitors', 'How many visitors it has referred.'),
    payType: f.enumOf(
      AffiliatePayType,
      'paytype',
      'How its commissions are computed; null for the setting of the installation.',
    ),
    payAmount: f.decimal('payamount', 'The percentage or the amount, if it has one of its own.'),
    paysOnce: f.flag('onetime', 'Whether it is paid once for each referral, and not at each payment.'),
    balance: f.money('balance', 'What it can withdraw.'),
    withdrawn: f.money('withdrawn', 'What it has withdrawn.'),
    joinedOn: f.day('date', 'The day on which it became an affiliate.'),
    createdAt: f.instant('created_at', 'When the account was created.'),
    updatedAt: f.instant('updated_at', 'When the account was last changed.'),
  }),
  byHand: ['one', 'ofClient'],
});
export type Affiliate = ThingOf<typeof Affiliate>;

builder.objectField(Client, 'affiliate', (t) =>
  t.field({
    type: Affiliate,
    description: "The client's affiliate account; null if there is none. WHMCS: GetAffiliates.",
    resolve: prefetchable(({ whmcsId }, _, graph) =>
      andThen(
        graph.noun(Affiliate.Things).page({ clientId: whmcsId, first: 1 }),
        ({ edges }) => edges[0]?.node ?? null,
      ),
    ),
  }),
);
