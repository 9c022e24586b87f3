/** Operations for tests, over one shared cache. */
import { onTestFinished } from 'vitest';
import { until } from '../../../src/graph/read/deadline.ts';
import { withoutJournal } from '../../../src/graph/write/journal-writer.ts';
import { WriteSession } from '../../../src/graph/write/write-session.ts';
import type { Session } from '../../../src/graph/read/session.ts';
import type { SimulatorOptions } from '../../../src/simulator/index.ts';
import type { WhmcsClient } from '../../../src/whmcs/client.ts';
import { GetClientsDetails, UpdateClient } from '../../../src/whmcs/commands/clients.ts';
import { upstreamOver } from '../../support/upstream.ts';
import { rig, type ClientOptions } from '../../whmcs/rig.ts';

export interface Operations {
  /** A new operation over the shared cache. */
  operation(options?: { deadlineMs?: number; caller?: AbortSignal; onWrite?: () => void }): WriteSession;
}

export function operationsOver(client: WhmcsClient, shared = true): Operations {
  const upstream = upstreamOver(client, { shared });
  return {
    operation({ deadlineMs = 600_000, caller, onWrite = () => undefined } = {}) {
      const session = new WriteSession({ ...upstream, deadlineMs }, onWrite, {
        caller: caller && until(caller),
      });
      session.begin(withoutJournal);
      onTestFinished(() => session.end());
      return session;
    },
  };
}

/** Operations over a small simulated host. */
export async function host(options: ClientOptions = {}, simulated: SimulatorOptions = {}) {
  const { simulator, client } = await rig(options, simulated);
  return { simulator, client, ...operationsOver(client) };
}

export const details = (session: Session) => session.read(GetClientsDetails, { clientid: 1 });
export const nameOf = async (session: Session) => (await details(session)).client.firstname;
export const rename = (session: WriteSession, firstname: string) =>
  session.write(UpdateClient, { clientid: 1, firstname }, 1);
