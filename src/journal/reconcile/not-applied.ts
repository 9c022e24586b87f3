/** How it is written down that an operation turned out not to have happened. */
import type { Entry } from '../entry.ts';

/** The name of the refusal of what never happened: WHMCS did not refuse it, and it may be sent again under the same key. */
export const NOT_APPLIED = 'NotAppliedError';

export const notApplied: NonNullable<Entry['refusal']> = Object.freeze({
  name: NOT_APPLIED,
  message: 'It did not happen; it is safe to send it again.',
  details: null,
});

export const isNotApplied = ({ refusal }: Pick<Entry, 'refusal'>): boolean => refusal?.name === NOT_APPLIED;
