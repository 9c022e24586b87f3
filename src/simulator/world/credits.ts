import type { Cents } from '../money.ts';
import type { Client, Credit } from './model.ts';
import type { World } from './world.ts';

/** Moves a client's balance and writes the line of the log that explains it. */
export function addCredit(
  world: World,
  client: Client,
  amount: Cents,
  description: string,
  relid = 0,
  date = world.clock.now().slice(0, 10),
): Credit {
  client.credit += amount;
  return world.credits.add({ id: world.credits.nextId(), clientid: client.id, date, description, amount, relid });
}
