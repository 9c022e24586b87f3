/** In which lane a call waits for WHMCS. */

/** Interactive: somebody looks at an empty page. Background: a job that nobody watches. */
export type Lane = 'interactive' | 'background';

/**
 * The place in the queue of the calls of one flight, retries included; whoever starts the flight makes it and keeps it. The queue
 * looks at it each time a slot is free, so that a call that waits already changes lanes the moment it is promoted.
 */
export interface LaneTicket {
  readonly lane: Lane;
  /** Somebody waits now: its calls stand where they would stand had they been interactive from the beginning. */
  promote(): void;
}

export function laneTicket(lane: Lane): LaneTicket {
  let now = lane;
  return {
    get lane() {
      return now;
    },
    promote: () => {
      now = 'interactive';
    },
  };
}

/** The turn of calls that say nothing of it. */
export const interactive: LaneTicket = laneTicket('interactive');
