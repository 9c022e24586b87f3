import type { NewLine } from '../world/billing.ts';
import type { Client, OrderLine } from '../world/model.ts';
import type { World } from '../world/world.ts';

/** The parts of the order that is being placed. */
export interface Cart {
  readonly orderid: number;
  readonly client: Client;
  readonly today: string;
  readonly paymentmethod: string;
  readonly lines: OrderLine[];
  readonly billed: NewLine[];
  readonly eppCodes: Record<string, string>;
  readonly nameservers: readonly string[];
}

/** The value of one item's parameter, or empty text. */
export type Item = (name: string) => string;

/** The work for one item. It runs after every item has been validated. */
export type Place = (cart: Cart, world: World) => void;
