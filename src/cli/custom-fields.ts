/** The custom fields that `customFields` in the configuration may list: their ids and names, and never a value. */
import type { CallOptions, WhmcsClient } from '../whmcs/client.ts';
import { typedAnswer as answerOf } from '../whmcs/cache/cache.ts';
import type { Answer, Params, ReadCommand } from '../whmcs/command.ts';
import { GetClients, GetClientsDetails } from '../whmcs/commands/clients.ts';
import { GetProducts } from '../whmcs/commands/products.ts';
import { WhmcsError } from '../whmcs/errors.ts';
import { answered, type CheckResult } from './diagnosis.ts';

interface Field {
  readonly id: number | null;
  readonly name: string | null;
}

/**
 * Lists the custom fields. Reads that WHMCS refuses are left out: the probes report them.
 *
 * @param probed the responses of the probes, by command
 */
export async function customFieldFindings(
  client: WhmcsClient,
  ask: CallOptions,
  probed: ReadonlyMap<string, unknown>,
): Promise<CheckResult[]> {
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
  const clientFields = async (): Promise<Field[]> => {
    const first = known(GetClients)?.clients[0];
    const details = known(GetClientsDetails) ?? (first && (await read(GetClientsDetails, { clientid: first.id })));
    return (details?.client.customfields ?? []).map(({ id, fieldname }) => ({
      id: id ?? null,
      name: fieldname ?? null,
    }));
  };
  const productFields = async (): Promise<Field[]> =>
    ((probed.has(GetProducts.name) ? await read(GetProducts, {}) : null)?.products ?? []).flatMap(({ customfields }) =>
      (customfields ?? []).map(({ id, name }) => ({ id: id ?? null, name: name ?? null })),
    );
  const [clients, services] = await Promise.all([clientFields(), productFields()]);
  return [...resultsOf('clients', clients), ...resultsOf('services', services)];
}

function resultsOf(of: string, fields: readonly Field[]): CheckResult[] {
  const listed = [...new Set(fields.map(inWords))].filter((words) => words !== '');
  if (listed.length === 0) return [];
  const says = `${listed.join(', ')}; partners and clients see and fill in only the fields that the configuration lists`;
  return [{ subject: `customFields.${of}`, finding: answered(says) }];
}

const inWords = ({ id, name }: Field): string =>
  [id, name === null ? null : JSON.stringify(name)].filter((part) => part !== null).join(' ');
