/** The latency of each command, learnt from its calls: a constant part and a part for each row. */
export interface LatencyModel {
  /** The expected milliseconds of a call that requests so many rows. */
  ms(command: string, rows: number): number;
  learn(command: string, rows: number, ms: number): void;
}

/** The estimates before the first call: PHP starts, and reads a row. */
const STARTING_CALL_MS = 150;
const STARTING_ROW_MS = 0.5;

/** The weight of the latest call. */
const WEIGHT = 0.05;

/** Exponentially weighted means of rows and milliseconds, and their variance and covariance. */
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
