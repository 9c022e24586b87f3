/** The lanes in which calls wait for WHMCS. */

/** Interactive: a user waits for the page. Background: a job that nobody watches. */
export type Lane = 'interactive' | 'background';

/**
 * The place of a flight's calls in the queue, retries included; the flight creates it and keeps it. The queue reads it whenever a slot is
 * free, so a waiting call changes lanes at once when it is promoted.
 */
export interface LaneTicket {
  readonly lane: Lane;
  /** A user waits now: its calls stand where they would stand had they been interactive from the start. */
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

/** The ticket of calls without one. */
export const interactive: LaneTicket = laneTicket('interactive');
