/** Products, currencies and payment methods. */
import { globalId } from '../../../../src/graph/base/global-id.ts';
import { money, Told, type Money } from './told.ts';
import { number, part, text, verbatim } from '../whmcs.ts';

/** "-1.00" means not offered. */
const price = (amount: unknown): Money | null => {
  const told = money(amount, 0);
  return told?.amount.startsWith('-') ? null : told;
};

/** GetProducts: a one-time price is in `monthly`. */
export class Product extends Told {
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
      const told = part(prices, currencyCode);
      return {
        currencyCode,
        monthly: paidOnce ? null : { price: price(told['monthly']), setupFee: price(told['msetupfee']) },
        annually: { price: price(told['annually']), setupFee: price(told['asetupfee']) },
      };
    });
  }
}

/** GetCurrencies */
export class Currency extends Told {
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
export class PaymentMethod extends Told {
  get module() {
    return text(this.row['module']) ?? '';
  }
  get displayName() {
    return text(this.row['displayname']) ?? '';
  }
}
