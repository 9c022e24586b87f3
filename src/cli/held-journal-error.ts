/** Another gateway has the journal; the message says what to do. */
export class HeldJournalError extends Error {
  override readonly name = 'HeldJournalError';

  /** @param holder who has it, in words */
  constructor(directory: string, holder: string, waitedSeconds: number) {
    const still = waitedSeconds > 0 ? `still, after ${waitedSeconds} s, ` : '';
    super(
      `Another gateway (${holder}) ${still}works with the journal in ${directory}; two would send payments twice. End that one, give this one a journal.directory of its own, or let it wait (journal.lockWaitSeconds).`,
    );
  }
}
