/** The installation's payment methods: a short list, kept long. */
import { GetPaymentMethods } from '../../whmcs/commands/system.ts';
import type { Graph } from '../context.ts';
import { andThen, type MaybePromise } from '../entity.ts';

export interface PaymentMethod {
  readonly module: string;
  readonly displayName: string;
}

export class PaymentMethods {
  readonly #graph: Graph;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** GetPaymentMethods; one without a system name could not be chosen. */
  all(): MaybePromise<PaymentMethod[]> {
    return andThen(this.#graph.session.read(GetPaymentMethods, {}), ({ paymentmethods }) =>
      paymentmethods.flatMap(({ module, displayname }) =>
        module ? [{ module, displayName: displayname ?? module }] : [],
      ),
    );
  }
}
