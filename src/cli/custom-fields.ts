/** The custom fields that `customFields` in the configuration may list: their numbers and names, as WHMCS tells them, and never a value. */
import type { CallOptions, WhmcsClient } from '../whmcs/client.ts';
import { typedAnswer as answerOf } from '../whmcs/cache/cache.ts';
import type { Answer, Params, ReadCommand } from '../whmcs/command.ts';
import { GetClients, GetClientsDetails } from '../whmcs/commands/clients.ts';
import { GetProducts } from '../whmcs/commands/products.ts';
import { WhmcsError } from '../whmcs/errors.ts';
import { answered, type Told } from './diagnosis.ts';

interface Field {
  readonly id: number | null;
  readonly name: string | null;
}

/**
 * What WHMCS tells of them. What it does not let us ask is left out: the probes say why.
 *
 * @param probed the answers to the probes, by command
 */
export async function customFieldFindings(
  client: WhmcsClient,
  ask: CallOptions,
  probed: ReadonlyMap<string, unknown>,
): Promise<Told[]> {
  const known = <C extends ReadCommand>(command: C): Answer<C> | null =>
    probed.has(command.name) ? answerOf(command, probed.get(command.name)) : null;
  const read = async <C extends ReadCommand>(command: C, params: Params<C>): Promise<Answer<C> | null> => {
    try {
      return (await client.call(command, params, ask)).answer;
    } catch (error) {
      if (error instanceof WhmcsError) return null;
      throw error;
    }
  };
  const ofAClient = async (): Promise<Field[]> => {
    const first = known(GetClients)?.clients[0];
    const details = known(GetClientsDetails) ?? (first && (await read(GetClientsDetails, { clientid: first.id })));
    return (details?.client.customfields ?? []).map(({ id, fieldname }) => ({
      id: id ?? null,
      name: fieldname ?? null,
    }));
  };
  const ofProducts = async (): Promise<Field[]> =>
    ((probed.has(GetProducts.name) ? await read(GetProducts, {}) : null)?.products ?? []).flatMap(({ customfields }) =>
      (customfields ?? []).map(({ id, name }) => ({ id: id ?? null, name: name ?? null })),
    );
  const [clients, services] = await Promise.all([ofAClient(), ofProducts()]);
  return [...told('clients', clients), ...told('services', services)];
}

function told(of: string, fields: readonly Field[]): Told[] {
  const listed = [...new Set(fields.map(inWords))].filter((words) => words !== '');
  if (listed.length === 0) return [];
  const says = `${listed.join(', ')}; partners and clients see and fill in those that the configuration lists`;
  return [{ subject: `customFields.${of}`, finding: answered(says) }];
}

const inWords = ({ id, name }: Field): string =>
  [id, name === null ? null : JSON.stringify(name)].filter((part) => part !== null).join(' ');
