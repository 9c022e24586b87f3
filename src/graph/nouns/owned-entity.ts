/** What belongs to a client. */
import { type Client, Clients } from './clients/client.ts';
import { Entity } from '../base/entity.ts';
import type { Scope } from '../read/scope.ts';

export abstract class OwnedEntity<Facts extends object> extends Entity<Facts> {
  protected readonly graph: Scope;

  constructor(graph: Scope, whmcsId: number, ownerId: number | null) {
    super(whmcsId, ownerId);
    this.graph = graph;
  }

  /** Null if no client owns it, as for a guest's ticket. */
  get client(): Client | null {
    return this.graph.noun(Clients).of(this.ownerId);
  }
}
