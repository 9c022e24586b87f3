/** The installation's payment methods: a short list, kept long. */
import type { Answer } from '../../../whmcs/command.ts';
import { GetPaymentMethods } from '../../../whmcs/commands/system.ts';
import { andThen, type MaybePromise } from '../../base/maybe-promise.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { ReferenceNoun } from '../../entity/reference-noun.ts';

export interface PaymentMethod {
  readonly module: string;
  readonly displayName: string;
}

export class PaymentMethods extends ReferenceNoun<typeof GetPaymentMethods, PaymentMethod> {
  protected override readonly command = GetPaymentMethods;
  protected override readonly params = {};

  /** GetPaymentMethods */
  all(): MaybePromise<PaymentMethod[]> {
    return andThen(this.rows(), (rows) => [...rows]);
  }

  /**
   * The method that an input names. WHMCS is said to take another one for a name that it does not know, without a word.
   *
   * @param path the input field, for the error
   * @throws InvalidInputError where there is none; staff are told those that there are
   */
  async named(module: string, ...path: string[]): Promise<PaymentMethod> {
    const { session, viewer } = this.graph;
    let methods: readonly PaymentMethod[] = [];
    const known = await this.lookUp((rows) => {
      methods = rows;
      return rows.find((method) => method.module === module);
    });
    if (known) return known;
    if (!session.planner.believes) return { module, displayName: module };
    const names = methods.map((method) => method.module).join(', ') || 'none';
    const advice = viewer.role === 'STAFF' ? `; there are: ${names}` : '';
    throw new InvalidInputError(`there is no payment method ${JSON.stringify(module)}${advice}`, path);
  }

  /** As `named`, for an input that may be left out or cleared. */
  async check(module: string | null | undefined, ...path: string[]): Promise<void> {
    if (module != null && module !== '') await this.named(module, ...path);
  }

  /** One without a system name could not be chosen. */
  protected override rowsIn({ paymentmethods }: Answer<typeof GetPaymentMethods>): readonly PaymentMethod[] {
    return paymentmethods.flatMap(({ module, displayname }) =>
      module ? [{ module, displayName: displayname ?? module }] : [],
    );
  }
}
