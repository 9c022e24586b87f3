/** Words of WHMCS that mean two things, "already done" and "does not exist": reading tells which. */
import { WhmcsRefusal } from '../../whmcs/errors.ts';

/** "Order ID not found or Status not Pending", "Invoice Not Found or Not Unpaid" */
export const missingOrElsewhere = /\bnot found or (?:status )?not \w+/i;

/**
 * Sends a command. Where WHMCS refuses it in words that may mean "already done", reading decides.
 *
 * @param ambiguous the words
 * @param stands whether what the command is for is so; throws what else there is to say
 * @returns what `send` answers, or null where it had been done before
 * @throws the refusal, where reading does not show that it is done
 */
export async function sentUnlessDone<T>(
  send: () => Promise<T>,
  ambiguous: RegExp,
  stands: () => Promise<boolean>,
): Promise<T | null> {
  try {
    return await send();
  } catch (refusal) {
    if (refusal instanceof WhmcsRefusal && ambiguous.test(refusal.reason) && (await stands())) return null;
    throw refusal;
  }
}
