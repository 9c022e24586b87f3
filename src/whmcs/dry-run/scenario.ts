/** The scenarios of a dry run: answers of different kinds, of which each may lead to other requests. */
import type { PlaceholderIds } from './placeholder-ids.ts';
import { listsNamingClients } from './declared.ts';

export interface Scenario {
  /** Whether optional cells are filled: either may lead to more requests. */
  readonly filled: boolean;
  /** What tickets are about: services or domains. */
  readonly concern: 'S' | 'D';
  /** The only list naming clients that has rows; absent where all have. */
  readonly only?: string;
}

export const scenarios: readonly Scenario[] = [
  { filled: true, concern: 'S' },
  { filled: true, concern: 'D' },
  { filled: false, concern: 'S' },
  { filled: false, concern: 'D' },
  ...['none', ...listsNamingClients].map((only): Scenario => ({ filled: true, concern: 'S', only })),
];

/** Cells by name. */
export type Cells = Readonly<Record<string, unknown>>;

/** What is known of a request whose answer is synthesized. */
export interface Circumstances {
  readonly scenario: Scenario;
  readonly placeholders: PlaceholderIds;
  /** The identity of the request: equal ones get equal answers. */
  readonly key: string;
  /** How many requests this one stands for. */
  readonly requests: number;
  /** The number of rows of a list that are shown, at most. */
  readonly shown: number;
  /** The number of rows that are skipped before the first of them. */
  readonly skipped: number;
  /** The ids that are looked for among the rows. */
  readonly wanted: readonly number[];
  /** Whether the list ends before the requested page. */
  readonly isShort: boolean;
  /** Cells of the rows that are known otherwise than by the parameters. */
  readonly known: Cells;
}
