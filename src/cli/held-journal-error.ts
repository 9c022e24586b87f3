/** Another gateway has the journal. The message says what to do. */
export class HeldJournalError extends Error {
  override readonly name = 'HeldJournalError';

  /** @param holder the other process and its host */
  constructor(directory: string, holder: string, waitedSeconds: number) {
    const still = waitedSeconds > 0 ? `still has, after ${waitedSeconds} s,` : 'has';
    super(
      `Another gateway (${holder}) ${still} the journal in ${directory}; two gateways would send payments twice. End the other gateway, give this one its own journal.directory, or let it wait (journal.lockWaitSeconds).`,
    );
  }
}
