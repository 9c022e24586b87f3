/** What an upgrade asks for, who may ask for it, and what WHMCS is sent. */
import type { Params } from '../../../whmcs/command.ts';
import { UpgradePreview } from '../../../whmcs/commands/upgrade-preview.ts';
import { readable } from '../../../whmcs/wire/amount.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../base/errors.ts';
import type { Scope } from '../../read/scope.ts';
import { idIn, notEmpty, withoutNullish } from '../../write/input.ts';
import { Products, type Product } from '../catalogue/product.ts';
import { Clients } from '../clients/client.ts';
import { checkCycle } from '../orders/order-cycle.ts';
import { checkOptions } from '../orders/order-options.ts';
import type { BillingCycle } from './billing-cycle.ts';
import type { Service } from './service.ts';

interface ConfigOption {
  readonly optionId: string;
  readonly value: string;
}

/** What is asked for: another product, or other options of the same. */
export interface Upgrade {
  readonly productId: number | undefined;
  readonly billingCycle: BillingCycle | undefined;
  readonly configOptions: readonly ConfigOption[] | undefined;
  readonly paymentMethod: string | undefined;
  readonly promotionCode: string | undefined;
}

type Sent = Params<typeof UpgradePreview>;

/** WHMCS's words for a cycle that is asked for, which are not those that it stores. */
const cycleWords: Readonly<Record<BillingCycle, string>> = {
  FREE: 'free',
  ONE_TIME: 'onetime',
  MONTHLY: 'monthly',
  QUARTERLY: 'quarterly',
  SEMI_ANNUALLY: 'semiannually',
  ANNUALLY: 'annually',
  BIENNIALLY: 'biennially',
  TRIENNIALLY: 'triennially',
};

/** @throws InvalidInputError unless it is one of the two */
export function checkShape({ productId, billingCycle, configOptions, paymentMethod }: Upgrade, ...at: string[]): void {
  if (paymentMethod !== undefined) notEmpty(paymentMethod, ...at, 'paymentMethod');
  const hasOptions = configOptions !== undefined && configOptions.length > 0;
  if ((productId === undefined) !== hasOptions)
    throw new InvalidInputError('exactly one of productId and configOptions must be given', at);
  if (productId === undefined && billingCycle !== undefined)
    throw new InvalidInputError('billingCycle can be given only with productId', [...at, 'billingCycle']);
}

/**
 * Checks that the viewer may have the upgrade and that the product is sold so: WHMCS would silently take another billing cycle, and
 * drop options that the product does not have.
 *
 * @throws NotFoundError, InvalidInputError
 */
export async function checkUpgrade(service: Service, upgrade: Upgrade, graph: Scope, ...at: string[]): Promise<void> {
  const { viewer, session, selfService } = graph;
  const from = (await service.tell('productId')) ?? null;
  const to = upgrade.productId ?? from;
  if (!session.planner.believes) return void (to === null || (await graph.noun(Products).whole([to])));
  const allowed = selfService.upgrades[String(from)] ?? [];
  if (viewer.role !== 'STAFF' && (to === null || !allowed.includes(to)))
    throw new InvalidInputError('the service cannot be changed to this product', [
      ...at,
      upgrade.productId === undefined ? 'configOptions' : 'productId',
    ]);
  const product = to === null ? undefined : (await graph.noun(Products).whole([to])).get(to);
  if (!product) throw new NotFoundError('There is no such product.');
  await checkTerms(product, service, upgrade, graph, at);
}

async function checkTerms(product: Product, service: Service, upgrade: Upgrade, graph: Scope, path: readonly string[]) {
  const { billingCycle, configOptions } = upgrade;
  if (configOptions) checkOptions(product, { input: { configOptions: [...configOptions] }, path });
  if (billingCycle === undefined) return;
  const client = await graph.noun(Clients).of(service.ownerId)?.tell('currencyCode');
  checkCycle(product, { input: { billingCycle }, path }, client ?? null);
}

/** The parameters of UpgradeProduct. A payment method that is not given is that of the service: WHMCS requires one. */
export async function upgradeParams(service: Service, upgrade: Upgrade): Promise<Sent> {
  const { productId, billingCycle, configOptions = [], promotionCode } = upgrade;
  const paymentmethod = upgrade.paymentMethod ?? (await service.tell('paymentMethod'));
  if (!paymentmethod)
    throw new InvalidInputError('WHMCS does not say how the service is paid: give a payment method', ['paymentMethod']);
  return {
    serviceid: service.whmcsId,
    paymentmethod,
    type: productId === undefined ? 'configoptions' : 'product',
    ...withoutNullish({
      newproductid: productId,
      newproductbillingcycle: billingCycle && cycleWords[billingCycle],
      promocode: promotionCode,
    }),
    ...(productId === undefined && {
      configoptions: Object.fromEntries(
        configOptions.map(({ optionId, value }) => [idIn('ConfigOption', optionId, 'configOptions'), value]),
      ),
    }),
  };
}

/** What WHMCS would charge. Nothing is ordered, and every time it is asked afresh. */
export function previewOf(graph: Scope, params: Sent) {
  // The price depends on the day, so that no response with it is stored.
  graph.session.showsPassing();
  return graph.session.read(UpgradePreview, params, { notBefore: 'now' });
}

/**
 * Checks under the lock what others than staff may order: an active service, with no upgrade under way, and nothing to be paid back.
 *
 * @param service freshly read
 * @throws ConflictError
 */
export async function checkPrice(service: Service, upgrade: Upgrade, graph: Scope): Promise<void> {
  if (graph.viewer.role === 'STAFF') return;
  const { price, upgradeinprogress } = await previewOf(graph, await upgradeParams(service, upgrade));
  const status = service.known('status') ?? null;
  if (status !== 'ACTIVE')
    throw new ConflictError(`the service is ${status ?? 'in no status that WHMCS tells'}, not ACTIVE`, {
      subject: 'status',
      expected: ['ACTIVE'],
      actual: status,
    });
  if (upgradeinprogress)
    throw new ConflictError('the invoice of an earlier upgrade is not paid', {
      subject: 'isInProgress',
      expected: ['false'],
      actual: 'true',
    });
  const amount = price == null ? null : readable(price);
  if (amount !== null && !amount.startsWith('-')) return;
  throw new ConflictError('only staff can order an upgrade that is paid back', {
    subject: 'price',
    expected: [],
    actual: amount,
  });
}
