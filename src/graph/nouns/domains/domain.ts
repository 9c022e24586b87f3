/** What a domain is, and who may see it. */
import { GetClientsDomains } from '../../../whmcs/commands/domains.ts';
import { GetOrders } from '../../../whmcs/commands/orders.ts';
import { andThen, type MaybePromise } from '../../base/maybe-promise.ts';
import { withoutNullish } from '../../write/input.ts';
import { oldestFirst } from '../../read/merge.ts';
import { itemDomainFacts, itemOf } from '../orders/order-facts.ts';
import { type Order, Orders } from '../orders/order.ts';
import { factSource } from '../../entity/noun.ts';
import { OwnedEntity } from '../owned-entity.ts';
import type { Page, PageArgs, Source } from '../../read/paging.ts';
import { RowNoun } from '../../entity/row-noun.ts';
import { pagesOf } from '../../read/list-source.ts';
import { domainRowFacts, type DomainFacts, type DomainRow } from './domain-facts.ts';

export class Domain extends OwnedEntity<DomainFacts> {
  readonly typename = 'Domain';

  get order(): MaybePromise<Order | null> {
    return andThen(this.tell('orderId'), (id) => this.graph.noun(Orders).shown(id, this.ownerId));
  }

  protected override recall(): void {
    this.graph.noun(Domains).recall(this.whmcsId);
  }

  protected override ask(): MaybePromise<unknown> {
    return this.known('whole') ? null : this.graph.noun(Domains).byId(this.whmcsId, this.ownerId);
  }
}

export interface DomainsArgs extends PageArgs {
  readonly clientId?: number | null | undefined;
  readonly name?: string | null | undefined;
}

export class Domains extends RowNoun<DomainFacts, Domain, DomainRow> {
  protected override readonly kind = 'domain';
  protected override readonly command = GetClientsDomains;
  protected override factSources() {
    return [
      factSource(GetClientsDomains, ({ domains }, id, toldOn) => this.among(domains, id, toldOn)),
      factSource(
        GetOrders,
        ({ orders }, id, toldOn) => {
          const told = itemOf(orders, 'domain', id);
          return told ? this.supplement(id, itemDomainFacts(told.item), toldOn, told.owner) : null;
        },
        { proves: false },
      ),
    ];
  }

  protected override create(id: number, owner: number | null): Domain {
    return new Domain(this.graph, id, owner);
  }

  /** GetClientsDomains */
  page({ clientId = null, name, ...args }: DomainsArgs): MaybePromise<Page<Domain>> {
    return this.paged(
      args,
      clientId,
      { name },
      {
        command: GetClientsDomains,
        sourceOf: (client) => this.listOf(client, name),
        order: oldestFirst,
        isGuess: name != null,
      },
    );
  }

  protected override alone(id: number): MaybePromise<Domain | null> {
    return this.lookUp(GetClientsDomains, { domainid: id }, ({ domains }, toldOn) => this.among(domains, id, toldOn));
  }

  protected override listOf(client: number | null, name?: DomainsArgs['name']): Source<Domain> {
    const filters = withoutNullish({ clientid: client, domain: name });
    return pagesOf(
      this.graph.session,
      GetClientsDomains,
      (page) => ({ ...filters, ...page }),
      ({ domains: rows, totalresults, startnumber }) => ({ rows, totalresults, startnumber }),
      (row, toldOn) => (client === null || row.userid === client ? this.ofRow(row, toldOn) : null),
    );
  }

  protected override ofRow(row: DomainRow, toldOn: number): Domain | null {
    return this.shown(row.id, row.userid, domainRowFacts(row), toldOn);
  }
}
