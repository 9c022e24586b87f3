/** Harmless reads that find out how WHMCS is. */
import { commands } from './commands/index.ts';
import { GetCurrencies, GetPaymentMethods } from './commands/system.ts';
import type { ReadCommand } from './command.ts';

/** The first that a credential allows is sent; those that take no parameters cannot be refused for one. */
export const probes: readonly ReadCommand[] = [
  GetCurrencies,
  GetPaymentMethods,
  ...Object.values(commands).filter((command) => command.kind === 'read'),
];
