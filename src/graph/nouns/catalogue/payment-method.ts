/** The installation's payment methods: a short list, kept long. */
import type { Answer } from '../../../whmcs/command.ts';
import { GetPaymentMethods } from '../../../whmcs/commands/system.ts';
import type { Scope } from '../../read/scope.ts';
import { andThen, type MaybePromise } from '../../base/maybe-promise.ts';
import { InvalidInputError } from '../../base/errors.ts';
import { foundInList } from '../../entity/reference-list.ts';

export interface PaymentMethod {
  readonly module: string;
  readonly displayName: string;
}

/** One without a system name could not be chosen. */
const methodsIn = ({ paymentmethods }: Answer<typeof GetPaymentMethods>): PaymentMethod[] =>
  paymentmethods.flatMap(({ module, displayname }) => (module ? [{ module, displayName: displayname ?? module }] : []));

export class PaymentMethods {
  readonly #graph: Scope;

  constructor(graph: Scope) {
    this.#graph = graph;
  }

  /** GetPaymentMethods */
  all(): MaybePromise<PaymentMethod[]> {
    return andThen(this.#graph.session.read(GetPaymentMethods, {}), methodsIn);
  }

  /**
   * The method that an input names. WHMCS is said to take another one for a name that it does not know, without a word.
   *
   * @param path the input field, for the error
   * @throws InvalidInputError where there is none; staff are told those that there are
   */
  async named(module: string, ...path: string[]): Promise<PaymentMethod> {
    const { session, viewer } = this.#graph;
    let methods: readonly PaymentMethod[] = [];
    const known = await foundInList(session, GetPaymentMethods, {}, (list) => {
      methods = methodsIn(list);
      return methods.find((method) => method.module === module);
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
}
