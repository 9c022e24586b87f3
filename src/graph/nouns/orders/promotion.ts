/** Promotions, which lower prices. */
import { GetPromotions } from '../../../whmcs/commands/promotions.ts';
import { partsIn } from '../../base/printed-lists.ts';
import { builder } from '../../schema-kit/builder.ts';
import { reference } from '../../schema-kit/declare-reference.ts';
import { staffOnly } from '../../schema-kit/staff.ts';

const listed = (text: string | null | undefined): readonly string[] | null | undefined =>
  text === undefined ? undefined : partsIn(text, /,/);

export const Promotion = reference('Promotion', {
  description: 'A code that lowers prices. WHMCS: GetPromotions.',
  called: 'promotion',
  offered: 'staff',
  list: { command: GetPromotions, params: {}, rows: 'promotions', id: 'id' },
  code: 'code',
  query: { name: 'promotions', description: 'All promotions, expired ones included. WHMCS: GetPromotions.' },
  fields: (f) => ({
    code: f.text('code', 'What is entered.'),
    type: f.text(
      'type',
      'WHMCS\'s word for the kind of discount: "Percentage", "Fixed Amount", "Price Override", "Free Setup".',
    ),
    value: f.decimal('value', 'The discount: a percentage, or an amount in the default currency.'),
    isRecurring: f.flag('recurring', 'Whether it lowers later bills as well.'),
    recursFor: f.count('recurfor', 'How many bills it lowers; 0 is no limit.'),
    cycles: f.texts("WHMCS's words for the billing cycles that it applies to; empty for all.", ({ cycles }) =>
      listed(cycles),
    ),
    appliesTo: f.texts(
      'What it applies to: numbers of products, "A3" for the product addon 3, "D.com" for domains under .com.',
      ({ appliesto }) => listed(appliesto),
    ),
    requires: f.texts('What must be ordered as well, written as `appliesTo`.', ({ requires }) => listed(requires)),
    requiresExisting: f.flag('requiresexisting', 'Whether what the client already has counts as ordered.'),
    startsOn: f.day('startdate', 'The first day; null if it has none.'),
    endsOn: f.day('expirationdate', 'The last day; null if it has none.'),
    maximumUses: f.count('maxuses', 'How often it can be used; 0 is no limit.'),
    uses: f.count('uses', 'How often it was used.'),
    isLifetime: f.flag('lifetimepromo', 'Whether it lowers the price even when the service is upgraded.'),
    appliesOnce: f.flag('applyonce', 'Whether it applies to one item of an order.'),
    forNewClients: f.flag('newsignups', 'Whether only new clients can use it.'),
    forExistingClients: f.flag('existingclient', 'Whether only clients with an active service can use it.'),
    oncePerClient: f.flag('onceperclient', 'Whether each client can use it once.'),
    forUpgrades: f.flag('upgrades', 'Whether it can be used for upgrades.'),
    serializedUpgradeTerms: f.text('upgradeconfig', 'Its terms for upgrades, as WHMCS stores them.'),
    notes: f.text('notes', "Administrators' notes."),
  }),
});

builder.queryField('promotion', (t) =>
  t.field({
    type: Promotion,
    description: 'The promotion with a code. WHMCS: GetPromotions.',
    args: { code: t.arg.string({ required: true, description: 'The code, as it is entered.' }) },
    resolve: staffOnly((_: object, { code }: { readonly code: string }, graph) =>
      graph.noun(Promotion.Things).byName(code),
    ),
  }),
);
