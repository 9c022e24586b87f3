/** What a domain is, and who may see it. */
import { GetClientsDomains } from '../../whmcs/commands/domains.ts';
import { andThen, type MaybePromise } from '../entity.ts';
import { given } from '../input.ts';
import { oldestFirst } from '../merge.ts';
import type { Order } from '../orders/order.ts';
import { OwnedEntity } from '../owned-entity.ts';
import { paginate, type Page, type PageArgs, type Source } from '../paging.ts';
import { RowNoun } from '../row-noun.ts';
import { pagesOf } from '../upstream.ts';
import { domainRowFacts, type DomainFacts, type DomainRow } from './domain-facts.ts';

export class Domain extends OwnedEntity<DomainFacts> {
  readonly typename = 'Domain';

  get order(): MaybePromise<Order | null> {
    return andThen(this.tell('orderId'), (id) => this.graph.orders.shown(id, this.ownerId, {}));
  }

  protected override async ask(): Promise<void> {
    if (!this.known('whole')) await this.graph.domains.byId(this.whmcsId, this.ownerId);
  }
}

export interface DomainsArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly name?: string | null | undefined;
}

export class Domains extends RowNoun<DomainFacts, Domain, DomainRow> {
  protected override create(id: number, owner: number | null): Domain {
    return new Domain(this.graph, id, owner);
  }

  /** GetClientsDomains */
  page({ clientId = null, name, ...args }: DomainsArgs): Promise<Page<Domain>> {
    return paginate(
      args,
      this.sourceFor(clientId, (client) => this.listOf(client, name), oldestFirst),
    );
  }

  protected override async rowsFor(id: number): Promise<readonly DomainRow[]> {
    return (await this.graph.session.read(GetClientsDomains, { domainid: id })).domains;
  }

  protected override listOf(client: number | null, name?: DomainsArgs['name']): Source<Domain> {
    const filters = given({ clientid: client, domain: name });
    return pagesOf(
      this.graph.session,
      GetClientsDomains,
      (page) => ({ ...filters, ...page }),
      ({ domains, ...counts }) => ({ ...counts, rows: domains }),
      (row) => (client === null || row.userid === client ? this.ofRow(row) : null),
    );
  }

  protected override ofRow(row: DomainRow): Domain | null {
    return this.shown(row.id, row.userid, domainRowFacts(row));
  }
}
