/** Texts of WHMCS that say two things at once, "already done" and "never was", told apart by reading. */
import { WhmcsRefusal, WhmcsError } from '../../whmcs/errors.ts';

/** "Order ID not found or Status not Pending", "Invoice Not Found or Not Unpaid" */
export const missingOrElsewhere = /\bnot found or (?:status )?not \w+/i;

/**
 * Sends a command. Where it is refused with an ambiguous text, what there is decides.
 *
 * @param ambiguous the texts
 * @param stands whether what the command is for is so; throws what else there is to say
 * @returns whether it had been done before
 * @throws the refusal, where reading tells nothing else or is not possible
 */
export async function sentUnlessDone(
  send: () => Promise<unknown>,
  ambiguous: RegExp,
  stands: () => Promise<boolean>,
): Promise<boolean> {
  try {
    await send();
    return false;
  } catch (refusal) {
    if (!(refusal instanceof WhmcsRefusal) || !ambiguous.test(refusal.reason)) throw refusal;
    // What fails now must not look as if nothing had been sent.
    const isDone = await stands().catch((error: unknown) => {
      throw error instanceof WhmcsError ? refusal : error;
    });
    if (isDone) return true;
    throw refusal;
  }
}
