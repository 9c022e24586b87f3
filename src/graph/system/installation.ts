/** The WHMCS behind the gateway. */
import { WhmcsDetails } from '../../whmcs/commands/system.ts';
import type { Graph } from '../context.ts';

export interface Installation {
  readonly version: string;
  readonly canonicalVersion: string | null;
}

export class Installations {
  readonly #graph: Graph;

  constructor(graph: Graph) {
    this.#graph = graph;
  }

  /** WhmcsDetails; null where WHMCS does not tell its version. */
  async current(): Promise<Installation | null> {
    const { whmcs } = await this.#graph.session.read(WhmcsDetails, {});
    if (!whmcs.version) return null;
    return { version: whmcs.version, canonicalVersion: whmcs.canonicalversion ?? null };
  }
}
