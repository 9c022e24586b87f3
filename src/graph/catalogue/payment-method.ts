/** The installation's payment methods: a short list, kept long. */
import { GetPaymentMethods } from '../../whmcs/commands/system.ts';
import type { Graph } from '../context.ts';

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
  async all(): Promise<PaymentMethod[]> {
    const { paymentmethods } = await this.#graph.session.read(GetPaymentMethods, {});
    return paymentmethods.flatMap(({ module, displayname }) =>
      module ? [{ module, displayName: displayname ?? module }] : [],
    );
  }
}
