/** The price list of TLDs. */
import type { Answer, Params } from '../../../whmcs/command.ts';
import { GetTLDPricing } from '../../../whmcs/commands/tlds.ts';
import { badInput, InvalidInputError } from '../../base/errors.ts';
import { optionalNumberOf } from '../../base/global-id.ts';
import type { Scope } from '../../read/scope.ts';
import { builder } from '../../schema-kit/builder.ts';
import { Currencies, type Currency } from '../catalogue/currency.ts';
import { Clients } from '../clients/client.ts';
import { TldPricing, type PricedTld } from './tld-pricing.ts';

interface Wanted {
  readonly currencyCode?: string | null | undefined;
  readonly clientId?: string | null | undefined;
  readonly extensions?: readonly string[] | null | undefined;
}

/** "com" for ".COM" */
export const plainExtension = (name: string): string => name.trim().replace(/^\./, '').toLowerCase();

/** The TLDs, for one operation. */
export class Tlds {
  readonly #graph: Scope;

  constructor(graph: Scope) {
    this.#graph = graph;
  }

  /** The price list; null for a client that the viewer does not see. */
  async priced({ currencyCode, clientId, extensions }: Wanted): Promise<PricedTld[] | null> {
    if (currencyCode != null && clientId != null)
      throw badInput('tldPricing takes currencyCode or clientId: the prices of a client are in its currency');
    const params = await this.#paramsFor(currencyCode, clientId);
    if (!params) return null;
    const answer = await this.#graph.session.read(GetTLDPricing, params);
    const currency = this.#currencyOf(answer);
    const only = extensions && new Set(extensions.map(plainExtension));
    return Object.entries(answer.pricing).flatMap(([name, told]) => {
      const extension = plainExtension(told.tld ?? name);
      return only && !only.has(extension) ? [] : [{ extension, told, currency }];
    });
  }

  /** What to ask for; null for a client that the viewer does not see. */
  async #paramsFor(
    currencyCode: string | null | undefined,
    clientId: string | null | undefined,
  ): Promise<Params<typeof GetTLDPricing> | null> {
    const client = optionalNumberOf('Client', clientId);
    if (client != null) return (await this.#graph.noun(Clients).record(client)) ? { clientid: client } : null;
    if (currencyCode == null) return {};
    const id = await (await this.#currency(currencyCode)).whmcsId;
    return id === null ? {} : { currencyid: id };
  }

  async #currency(code: string): Promise<Currency> {
    try {
      return await this.#graph.noun(Currencies).named(code.toUpperCase(), 'currencyCode');
    } catch (error) {
      throw error instanceof InvalidInputError ? badInput(error.message) : error;
    }
  }

  /** The answer names its currency with its facts. */
  #currencyOf({ currency }: Answer<typeof GetTLDPricing>): Currency | null {
    const name = currency?.id ?? currency?.code;
    if (!currency || name == null) return null;
    const { code, prefix, suffix, rate, format } = currency;
    return this.#graph
      .noun(Currencies)
      .of(name, { currencyCode: code, currencyPrefix: prefix, currencySuffix: suffix, rate, format });
  }
}

builder.queryField('tldPricing', (t) =>
  t.field({
    type: [TldPricing],
    description:
      'The top-level domains that the installation sells, with their prices in one currency: that of the arguments, else the default one. Null for a client that you do not see. WHMCS: GetTLDPricing.',
    args: {
      currencyCode: t.arg.string({ description: 'ISO 4217 code of the currency.' }),
      clientId: t.arg.id({ description: "The client for whom: in its currency, and with its group's discount." }),
      extensions: t.arg.stringList({ description: 'Only these: "com" or ".com".' }),
    },
    resolve: (_, args, graph) => graph.noun(Tlds).priced(args),
  }),
);
