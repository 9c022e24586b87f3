/** What every resolver of one operation is handed: who asks, and the nouns through which alone WHMCS is reached. */
import type { Membership } from '../access/membership.ts';
import { widened, type Viewer } from '../access/viewer.ts';
import { Clients } from './clients/client.ts';
import { Invoices } from './billing/invoice.ts';
import { Transactions } from './billing/transaction.ts';
import { Currencies } from './catalogue/currency.ts';
import { PaymentMethods } from './catalogue/payment-method.ts';
import { Products } from './catalogue/product.ts';
import { Domains } from './domains/domain.ts';
import { Orders } from './orders/order.ts';
import { Services } from './services/service.ts';
import { Departments } from './support/department.ts';
import { Tickets } from './support/ticket.ts';
import { Emails } from './system/email.ts';
import { Installations } from './system/installation.ts';
import type { Idempotency } from './idempotency.ts';
import type { Seal } from './seal.ts';
import { Session, type Manner, type Upstream } from './session.ts';
import type { WallClock } from './wall-clock.ts';

/** What operations share: WHMCS, the installation's clock, and the memory of idempotency keys. */
export interface Installed extends Upstream {
  readonly clock: WallClock;
  readonly idempotency: Idempotency;
  readonly seal: Seal;
  /** Told of whom the gateway itself puts into a client group. */
  readonly groups: Pick<Membership, 'moved'>;
}

/** The graph as one viewer sees it, for one operation. The nouns know each other through it. */
export class Graph {
  readonly session: Session;
  readonly clock: WallClock;
  readonly idempotency: Idempotency;
  readonly seal: Seal;
  readonly groups: Installed['groups'];
  #viewer: Viewer;
  readonly clients = new Clients(this);
  readonly services = new Services(this);
  readonly domains = new Domains(this);
  readonly invoices = new Invoices(this);
  readonly transactions = new Transactions(this);
  readonly orders = new Orders(this);
  readonly tickets = new Tickets(this);
  readonly departments = new Departments(this);
  readonly products = new Products(this);
  readonly currencies = new Currencies(this);
  readonly paymentMethods = new PaymentMethods(this);
  readonly emails = new Emails(this);
  readonly installations = new Installations(this);

  constructor(viewer: Viewer, installed: Installed, manner: Manner = {}) {
    this.#viewer = viewer;
    this.clock = installed.clock;
    this.idempotency = installed.idempotency;
    this.seal = installed.seal;
    this.groups = installed.groups;
    const things = [
      this.clients,
      this.services,
      this.domains,
      this.invoices,
      this.transactions,
      this.orders,
      this.tickets,
    ];
    this.session = new Session(installed, () => things.forEach((noun) => noun.forget()), manner);
  }

  /** Who asks; throughout an operation the same, but for the clients that it makes. */
  get viewer(): Viewer {
    return this.#viewer;
  }

  /** Lets the viewer see a client whom this operation has made for them. */
  admit(client: number): void {
    this.#viewer = widened(this.#viewer, [client]);
  }
}
