/** Harmless reads that check whether WHMCS answers. */
import { commands } from './commands/index.ts';
import { GetCurrencies, GetPaymentMethods } from './commands/system.ts';
import { isPlainRead, type Command, type ReadCommand } from './command.ts';

/** The first probe that a credential allows is sent. Probes without parameters come first, because they cannot be refused for one. */
export const probes: readonly ReadCommand[] = [
  GetCurrencies,
  GetPaymentMethods,
  ...Object.values<Command>(commands).filter(isPlainRead),
];
