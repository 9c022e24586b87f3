/** The WHMCS behind the gateway. */
import { WhmcsDetails } from '../../../whmcs/commands/system.ts';
import type { Scope } from '../../read/scope.ts';
import { andThen, type MaybePromise } from '../../base/maybe-promise.ts';

export interface Installation {
  readonly version: string;
  readonly canonicalVersion: string | null;
}

export class Installations {
  readonly #graph: Scope;

  constructor(graph: Scope) {
    this.#graph = graph;
  }

  /** WhmcsDetails; null where WHMCS does not tell its version. */
  current(): MaybePromise<Installation | null> {
    return andThen(this.#graph.session.read(WhmcsDetails, {}), ({ whmcs }) =>
      whmcs.version ? { version: whmcs.version, canonicalVersion: whmcs.canonicalversion ?? null } : null,
    );
  }
}
