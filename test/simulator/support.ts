import { startSimulator, type Simulator, type SimulatorOptions } from '../../src/simulator/index.ts';

/** An answer, or a part of one. */
export type Body = Readonly<Record<string, unknown>>;

/** A caller that shares no code with the gateway's client: plain pairs, sent as they are. */
export class Caller {
  readonly simulator: Simulator;

  constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  static async start(options: SimulatorOptions = {}): Promise<Caller> {
    return new Caller(await startSimulator({ clients: 30, ...options }));
  }

  get endpoint(): string {
    return `${this.simulator.url}/includes/api.php`;
  }

  /** The raw answer to these fields, credentials and `responsetype=json` included unless overridden. */
  async send(action: string, fields: Fields = {}): Promise<Response> {
    const { identifier, secret } = this.simulator.credential;
    const body = new URLSearchParams(text({ identifier, secret, responsetype: 'json', action, ...fields }));
    return fetch(this.endpoint, { method: 'POST', body });
  }

  async call(action: string, fields: Fields = {}): Promise<Body> {
    const response = await this.send(action, fields);
    return (await response.json()) as Body;
  }

  /** The message of a refusal. */
  async refusal(action: string, fields: Fields = {}): Promise<string> {
    const { result, message } = await this.call(action, fields);
    return result === 'error' ? String(message) : `expected an error, got ${String(result)}`;
  }
}

export type Fields = Record<string, string | number>;

function text(fields: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}

/** base64 of PHP serialize() of a flat map. */
export function serialized(map: Record<string, string>): string {
  const entries = Object.entries(map).map(([key, value]) => {
    const name = /^\d+$/.test(key) ? `i:${key};` : `s:${Buffer.byteLength(key)}:"${key}";`;
    return `${name}s:${Buffer.byteLength(value)}:"${value}";`;
  });
  return Buffer.from(`a:${entries.length}:{${entries.join('')}}`).toString('base64');
}

/** The part at a path, for answers whose parts are objects. */
export function part(answer: Body, ...path: readonly string[]): Body {
  return path.reduce((here, key) => here[key] as Body, answer);
}

/** The rows of `plural.singular`. */
export function rows(answer: Body, path: string): readonly Body[] {
  const keys = path.split('.');
  return part(answer, ...keys) as unknown as readonly Body[];
}

/** Ids out of `"1,2"`. */
export function ids(value: unknown): number[] {
  return String(value).split(',').map(Number);
}
