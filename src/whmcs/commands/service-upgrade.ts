/** UpgradeProduct: orders another product, or other options, for a service that exists. `upgrade-preview.ts` has the same without effect. */
import { z } from 'zod';
import { write } from '../command.ts';
import { collated } from '../wire/collation.ts';
import { idParam, scalarParam } from '../wire/params.ts';
import { created } from '../reconcile/created.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { count, flag, id, money, text } from '../wire/values.ts';
import { GetOrders, kindOfLine } from './orders.ts';
import { GetClientsProducts } from './services.ts';

export const upgradeParams = {
  serviceid: idParam,
  // Required for a price as well.
  paymentmethod: z.string().min(1),
  type: z.enum(['product', 'configoptions']),
  newproductid: idParam.optional(),
  newproductbillingcycle: z.string().optional(),
  promocode: z.string().optional(),
  /** The number of the choice, or the quantity, by the number of the option. */
  configoptions: z.record(z.string(), scalarParam).optional(),
};

export const upgradeAnswer = z.object({
  oldproductid: id,
  oldproductname: text,
  newproductid: id,
  newproductname: text,
  newproductbillingcycle: text,
  daysuntilrenewal: count,
  totaldays: count,
  /** Formatted: "$12.50 USD". Negative if the client gets something back. */
  price: money,
  /** Only with `calconly`. */
  upgradeinprogress: flag,
  /** The upgrade. */
  id,
  orderid: id,
  order_number: text,
  invoiceid: id,
});

type Asked = z.input<z.ZodObject<typeof upgradeParams>>;
type Line = Parameters<typeof kindOfLine>[0] & { readonly relid?: number | null | undefined };

/** WHMCS lists the newest first. */
const NEWEST = 25;

/** Whether a line may be of an upgrade: any other service or domain was ordered with something else. */
const isOfUpgrade =
  (serviceid: number) =>
  (line: Line): boolean => {
    const kind = kindOfLine(line);
    return kind === undefined || (kind === 'service' && line.relid === serviceid);
  };

/** The newest orders of the client who has the service. */
async function ordersAround(serviceid: number, look: FreshRead) {
  const { products } = await look(GetClientsProducts, { serviceid });
  const userid = products.find((row) => row.id === serviceid)?.clientid;
  // Without the client nothing is proved: neither that it was ordered nor that it was not.
  if (userid == null) return { found: [], isWhole: false };
  const { orders, totalresults } = await look(GetOrders, { userid, limitnum: NEWEST });
  return {
    total: totalresults,
    found: orders
      .filter((order) => order.userid === userid)
      .map(({ id: orderid, invoiceid, paymentmethod, lineitems = [] }) => ({
        id: orderid,
        key: [serviceid],
        like: [collated(paymentmethod) || undefined, lineitems.every(isOfUpgrade(serviceid))],
        ids: { ...(orderid && { orderid }), ...(invoiceid && { invoiceid }) },
      })),
  };
}

export const UpgradeProduct = write('UpgradeProduct', {
  // `calconly` is not among them: a write is never turned into a preview, nor a preview into a write.
  params: z.strictObject(upgradeParams),
  answer: upgradeAnswer,
  purpose: 'billing',
  repeat: 'duplicate',
  once: ({ serviceid }) => serviceid,
  refusals: [
    'Service ID Not Found',
    'Unable to accept upgrade order. Previous upgrade invoice for service is still unpaid.',
    'Invalid Payment Method. Valid options include…',
    'Invalid Upgrade Type',
  ],
  reconcile: created<Asked>({
    named: 'orderid',
    scope: ({ serviceid }) => serviceid,
    // Any order that the client placed meanwhile may be this one.
    key: ({ serviceid }) => [serviceid],
    like: ({ paymentmethod }) => [collated(paymentmethod), true],
    list: ordersAround,
  }),
  changes: {
    services: 'serviceid',
    orders: 'orderid',
    invoices: 'invoiceid',
    // A cheaper product may leave credit, and an invoice may be paid from it.
    credit: true,
    products: true,
  },
});
