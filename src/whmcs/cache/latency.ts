/** What a call of each command costs WHMCS, learnt from how long calls take: so much, and so much more for each row. */
export interface LatencyModel {
  /** Milliseconds that a call is expected to take that asks for so many rows. */
  ms(command: string, rows: number): number;
  learn(command: string, rows: number, ms: number): void;
}

/** Before anything is known: PHP starts, and reads a row. */
const STARTING_CALL_MS = 150;
const STARTING_ROW_MS = 0.5;

/** How much the latest call counts. */
const WEIGHT = 0.05;

/** Exponentially weighted means of rows and milliseconds, and how they vary together. */
interface Line {
  rows: number;
  ms: number;
  variance: number;
  covariance: number;
}

export function latencyModel(): LatencyModel {
  const lines = new Map<string, Line>();
  return {
    ms(command, rows) {
      const line = lines.get(command);
      if (!line) return STARTING_CALL_MS + STARTING_ROW_MS * rows;
      const slope = line.variance > 1 ? Math.max(0, line.covariance / line.variance) : STARTING_ROW_MS;
      return Math.max(1, line.ms + slope * (rows - line.rows));
    },
    learn(command, rows, ms) {
      const line = lines.get(command);
      if (!line) {
        lines.set(command, { rows, ms, variance: 0, covariance: 0 });
        return;
      }
      const [more, slower] = [rows - line.rows, ms - line.ms];
      line.rows += WEIGHT * more;
      line.ms += WEIGHT * slower;
      line.variance = (1 - WEIGHT) * (line.variance + WEIGHT * more * more);
      line.covariance = (1 - WEIGHT) * (line.covariance + WEIGHT * more * slower);
    },
  };
}
