import type { Fault } from './http/faults.ts';
import type { CallLog } from './calls.ts';
import type { Command } from './commands/command.ts';
import type { World } from './world/world.ts';

/** The settings of a simulated installation. Every one has a default. */
export interface SimulatorOptions {
  /** The number of clients, 0 to 100,000. Clients 1 to 6 have one of everything, 7 has many, 8 has nothing. */
  clients?: number;
  seed?: number;
  port?: number;
  host?: string;
  /** The sub-directory that WHMCS is installed in. */
  path?: string;
  /** `false` answers with one type per field, one shape per list and no HTML entities. */
  untidy?: boolean;
  /** IANA zone of the installation's wall clock. */
  timezone?: string;
  version?: string;
  /** The clock for new writes. Seeded rows never depend on it. */
  now?: () => Date;
  credentials?: readonly SimulatorCredential[];
  allowedIps?: readonly string[] | 'any';
  accessKey?: string;
  /** The minimum duration of a call. */
  latencyMs?: number;
  /** The additional duration of a call that contacts a registrar or a server; `latencyMs` by default. */
  remoteLatencyMs?: number;
  /** Makes `latencyMs` the average duration instead of the minimum. */
  punctual?: boolean;
  /** Commands of the host's own (`includes/api/*.php`), by name. */
  commands?: Readonly<Record<string, Command>>;
  /** The number of PHP workers; more requests than that wait. */
  workers?: number;
}

export interface SimulatorCredential {
  identifier: string;
  secret: string;
  /** The API role; absent allows every action. */
  actions?: readonly string[];
  /** Name of the administrator behind the credential. */
  admin?: string;
}

export const demoCredential: SimulatorCredential = { identifier: 'demo-identifier', secret: 'demo-secret' };

export interface Simulator {
  /** Base address, sub-directory included. */
  readonly url: string;
  readonly credential: SimulatorCredential;
  readonly calls: CallLog;
  readonly world: World;
  /** Queues a fault; the first queued fault that matches a request decides its fate. */
  fail(fault: Fault): void;
  /** Drops all faults. */
  heal(): void;
  close(): Promise<void>;
}
