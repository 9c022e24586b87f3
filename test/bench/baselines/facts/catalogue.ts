/** Products, currencies and payment methods. */
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { money, FactRow, type Money } from './fact-row.ts';
import { number, part, text, verbatim } from '../whmcs.ts';

/** "-1.00" means not offered. */
const price = (amount: unknown): Money | null => {
  const offered = money(amount, 0);
  return offered?.amount.startsWith('-') ? null : offered;
};

/** GetProducts: a one-time price is in `monthly`. */
export class Product extends FactRow {
  override get whmcsId() {
    return number(this.row['pid']);
  }
  get id() {
    return globalId('Product', this.whmcsId);
  }
  get name() {
    return text(this.row['name']);
  }
  get type() {
    return text(this.row['type']);
  }
  get module() {
    return text(this.row['module']);
  }
  get description() {
    return verbatim(this.row['description']);
  }
  get pricing() {
    const prices = part(this.row, 'pricing');
    const paidOnce = this.row['paytype'] === 'onetime';
    return Object.keys(prices).map((currencyCode) => {
      const byCycle = part(prices, currencyCode);
      return {
        currencyCode,
        monthly: paidOnce ? null : { price: price(byCycle['monthly']), setupFee: price(byCycle['msetupfee']) },
        annually: { price: price(byCycle['annually']), setupFee: price(byCycle['asetupfee']) },
      };
    });
  }
}

/** GetCurrencies */
export class Currency extends FactRow {
  get id() {
    return globalId('Currency', this.whmcsId);
  }
  get code() {
    return text(this.row['code']) ?? '';
  }
  get prefix() {
    return text(this.row['prefix']);
  }
  get suffix() {
    return text(this.row['suffix']);
  }
}

/** GetPaymentMethods */
export class PaymentMethod extends FactRow {
  get module() {
    return text(this.row['module']) ?? '';
  }
  get displayName() {
    return text(this.row['displayname']) ?? '';
  }
}
