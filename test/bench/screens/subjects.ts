/** The servers that answer the screens. */
import type { GatewayProcess } from '../processes.ts';
import type { Style } from './screen.ts';

export type Title = 'gateway' | 'gateway, edges' | 'upper bound' | "a day's" | 'bare';

export interface Subject {
  readonly title: Title;
  readonly process: GatewayProcess;
  readonly style: Style;
  /** Whether an earlier identical request matters. */
  readonly remembers: boolean;
}

/** The first one's response is the reference for the others. */
export const subjects: readonly Subject[] = [
  { title: 'gateway', process: 'gateway-process', style: 'nodes', remembers: true },
  { title: 'gateway, edges', process: 'gateway-process', style: 'edges', remembers: true },
  { title: 'upper bound', process: 'upper-bound-process', style: 'nodes', remembers: true },
  { title: "a day's", process: 'days-gateway-process', style: 'nodes', remembers: false },
];

/** A server that sends the gateway's bytes and knows nothing of GraphQL. */
export const BARE = 'bare';
