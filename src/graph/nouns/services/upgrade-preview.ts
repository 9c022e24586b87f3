/** The price of an upgrade: a query that WHMCS answers by the command of the order, with `calconly` fixed in its declaration. */
import type { Answer } from '../../../whmcs/command.ts';
import type { UpgradePreview } from '../../../whmcs/commands/upgrade-preview.ts';
import { badInput, UserError } from '../../base/errors.ts';
import { named, optionalNumberOf } from '../../base/global-id.ts';
import { Money, moneyOf } from '../../entity/money.ts';
import { scopeOf } from '../../read/scope.ts';
import { builder } from '../../schema-kit/builder.ts';
import { byPost } from '../../schema-kit/by-post.ts';
import { forStaff } from '../../schema-kit/staff.ts';
import { Product, Products } from '../catalogue/product.ts';
import { PaymentMethods } from '../catalogue/payment-method.ts';
import { ConfigOptionInput } from '../orders/order-add-input.type.ts';
import { billingCycle } from './billing-cycle.ts';
import { BillingCycle, BillingCycleInput } from './billing-cycle.type.ts';
import { Service, Services } from './service.ts';
import { checkShape, checkUpgrade, previewOf, upgradeParams } from './upgrade.ts';

interface Preview {
  readonly service: Service;
  readonly told: Answer<typeof UpgradePreview>;
}

const ServiceUpgradePreview = builder.objectRef<Preview>('ServiceUpgradePreview').implement({
  description: 'What an upgrade would cost. Nothing is ordered.',
  fields: (t) => ({
    price: t.field({
      type: Money,
      description: 'What would be billed for the rest of the period; negative if the client would get something back.',
      resolve: ({ service, told }) => moneyOf(told.price ?? null, service.currency),
    }),
    oldProduct: t.field({
      type: Product,
      description: 'The product that the service has.',
      resolve: ({ told }, _, graph) => graph.noun(Products).of(told.oldproductid, { name: told.oldproductname }),
    }),
    newProduct: t.field({
      type: Product,
      description: 'The product that it would have.',
      resolve: ({ told }, _, graph) => graph.noun(Products).of(told.newproductid, { name: told.newproductname }),
    }),
    billingCycle: t.field({
      type: BillingCycle,
      description: 'How often it would be billed.',
      resolve: ({ told }) => billingCycle.read(told.newproductbillingcycle) ?? null,
    }),
    daysUntilRenewal: t.int({
      description: 'How many days of the period are left.',
      resolve: ({ told }) => told.daysuntilrenewal,
    }),
    totalDays: t.int({ description: 'How many days the period has.', resolve: ({ told }) => told.totaldays }),
    isInProgress: t.boolean({
      description: 'Whether an earlier upgrade is not paid yet: WHMCS accepts no other one meanwhile.',
      resolve: ({ told }) => told.upgradeinprogress,
    }),
    service: t.field({ type: Service, description: 'The service as it is.', resolve: ({ service }) => service }),
  }),
});

/** The checks of the mutation report errors of its result, which a query does not have. */
async function asInputError<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof UserError ? badInput(error.message) : error;
  }
}

builder.queryField('serviceUpgradePreview', (t) =>
  t.field({
    type: ServiceUpgradePreview,
    description:
      'What serviceUpgrade would cost; null if there is no such service. Only by POST. Partners and clients can ask for the products that the configuration lists. WHMCS: UpgradeProduct with calconly.',
    args: {
      serviceId: t.arg.id({ required: true, description: "The service: its global id or WHMCS's number." }),
      productId: t.arg.id({ description: 'The new product.' }),
      billingCycle: t.arg({
        type: BillingCycleInput,
        description: 'The billing cycle of the new product; WHMCS takes the first one offered if it is absent.',
      }),
      configOptions: t.arg({
        type: [ConfigOptionInput],
        description: 'New choices for options of the product, in place of a new product.',
      }),
      paymentMethod: t.arg.string({
        description: 'System name of the payment method; that of the service if absent.',
      }),
      promotionCode: t.arg.string({ ...forStaff, description: 'A promotion to use. Staff only.' }),
    },
    extensions: byPost,
    resolve: (_, args, context) =>
      asInputError(async () => {
        const graph = scopeOf(context);
        const upgrade = {
          productId: optionalNumberOf('Product', args.productId) ?? undefined,
          billingCycle: args.billingCycle ?? undefined,
          configOptions: args.configOptions ?? undefined,
          paymentMethod: args.paymentMethod ?? undefined,
          promotionCode: args.promotionCode ?? undefined,
        };
        checkShape(upgrade);
        const { id, owner } = named('Service', args.serviceId);
        const service = await graph.noun(Services).byId(id, owner);
        if (!service) return null;
        await Promise.all([
          graph.noun(PaymentMethods).check(upgrade.paymentMethod, 'paymentMethod'),
          checkUpgrade(service, upgrade, graph),
        ]);
        return { service, told: await previewOf(graph, await upgradeParams(service, upgrade)) };
      }),
  }),
);
