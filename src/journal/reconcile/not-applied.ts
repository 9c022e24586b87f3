/** How the journal records that an operation did not happen although WHMCS did not refuse it. */
import type { Entry } from '../entry.ts';

/** The name of the refusal. The operation may be sent again with the same key. */
export const NOT_APPLIED = 'NotAppliedError';

export const notApplied: NonNullable<Entry['refusal']> = Object.freeze({
  name: NOT_APPLIED,
  message: 'It did not happen; it is safe to send it again.',
  details: null,
});

export const isNotApplied = ({ refusal }: Pick<Entry, 'refusal'>): boolean => refusal?.name === NOT_APPLIED;
