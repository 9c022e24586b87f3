/**
 * Forecasts what an operation would cost, without a call: its own resolvers run in a dry run. The calls that it makes before any answer
 * are certain; the calls that may follow are found by several scenarios of answers, each of which is a worst case.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { execute, type ExecutionArgs } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import { scenarios } from '../../whmcs/dry-run/scenario.ts';
import { PlaceholderIds } from '../../whmcs/dry-run/placeholder-ids.ts';
import type { Forecast } from '../base/call-forecast.ts';
import { worstCaseAnswers } from './worst-case.ts';
import { Graph, type Installed } from '../graph.ts';
import { LONGEST_SWEEP } from '../read/batch-load.ts';
import { withCallSites, trackCallSites, type CallSites } from './call-site.ts';
import type { Planner } from '../read/plan.ts';
import { dryRun, type DryRunCall, type DryRunUpstream } from './dry-run.ts';
import type { RowBudget } from '../read/row-budget.ts';
import type { SessionOptions } from '../read/session.ts';
import { documentTextOf } from './document-text.ts';

export interface Forecasting {
  readonly execution: ExecutionArgs;
  readonly viewer: Viewer;
  readonly installed: Installed;
  readonly options: SessionOptions;
  /** Answers from this moment on, in milliseconds, are ignored. */
  readonly since?: number;
}

/** The calls that an operation would make with the present cache. */
export async function forecast(operation: Forecasting): Promise<Forecast> {
  const { execution, viewer, installed } = operation;
  const certain = await play(operation, () => unanswered, atLeast);
  const placeholders = new PlaceholderIds();
  const text = documentTextOf(execution.document, execution.variableValues ?? {});
  const certainKeys = new Set(certain.map(({ key }) => key));
  const knowledge = { viewer, placeholders, text, totals: installed.totals, certain: certainKeys };
  const possible = new Map(certain.map((call) => [call.key, call]));
  for (const scenario of scenarios) {
    const calls = await play(operation, (sites) => worstCaseAnswers(scenario, knowledge, sites), atMost(placeholders));
    for (const call of calls) if (call.calls > (possible.get(call.key)?.calls ?? 0)) possible.set(call.key, call);
  }
  return summed(certain, [...possible.values()]);
}

/** No call is answered, so that only the certain ones are made. */
const unanswered: DryRunUpstream = {
  calls: ({ isJoined }) => (isJoined ? 0 : 1),
  answer: () => new Promise(() => undefined),
};

/** Makes the fewest calls: no prefetching. */
const atLeast: Planner = {
  speculates: false,
  believes: true,
  count: ({ length }) => length,
  pages: (known) => known ?? Infinity,
  take: (ways) => [ways.reduce((best, way) => (way.calls < best.calls ? way : best))],
};

/** Takes every way that a real operation might choose, also for a part of the entities. */
const atMost = (placeholders: PlaceholderIds): Planner => ({
  speculates: true,
  believes: false,
  count: (ids) => placeholders.count(ids),
  pages: (known, wanted) => known ?? Math.min(LONGEST_SWEEP, wanted + 1),
  take: ([points, ...others]) => [
    points,
    ...others.filter(({ way, calls }) => way !== 'sweep' || calls <= points.calls + 1),
  ],
});

/** The calls of an operation in one dry run. */
async function play(
  { execution, viewer, installed, options, since = Infinity }: Forecasting,
  upstreamFor: (sites: CallSites) => DryRunUpstream,
  planner: Planner,
): Promise<readonly DryRunCall[]> {
  const sites: CallSites = { current: new AsyncLocalStorage(), owners: new Map() };
  const run = dryRun(installed, sites, upstreamFor(sites), since);
  const graph = new Graph(viewer, run.installed, { ...options, caller: undefined, budget: Infinity, planner });
  trackCallSites(graph, sites);
  try {
    const ended = (async () =>
      execute({ ...execution, schema: withCallSites(execution.schema), contextValue: graph }))();
    // An operation that ends before WHMCS answers cancels its calls.
    if (!planner.speculates) void ended.then(() => graph.session.end());
    await untilIdle(run.calls, graph.rows);
    return [...run.calls];
  } finally {
    graph.session.end();
    sites.current.disable();
  }
}

/** Waits until no more calls are recorded: in a dry run each step takes one turn of the event loop, unless it waits for its own turn. */
async function untilIdle(calls: readonly DryRunCall[], rows: RowBudget): Promise<void> {
  for (let [still, seen] = [0, 0]; still < 3; still++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (calls.length > seen || rows.waiting > 0) [still, seen] = [0, calls.length];
  }
}

/** The range of the whole operation, and of each path. */
function summed(certain: readonly DryRunCall[], possible: readonly DryRunCall[]): Forecast {
  const paths = new Map<string, { path: string; least: number; most: number }>();
  const at = (path: string) => {
    const known = paths.get(path) ?? { path, least: 0, most: 0 };
    paths.set(path, known);
    return known;
  };
  for (const { path, calls } of certain) at(path).least += calls;
  for (const { path, calls } of possible) at(path).most += calls;
  const byPath = [...paths.values()].toSorted((a, b) => b.most - a.most || b.least - a.least);
  return {
    least: byPath.reduce((sum, { least }) => sum + least, 0),
    most: finite(byPath.reduce((sum, { most }) => sum + most, 0)),
    byPath: byPath.map((range) => ({ ...range, most: finite(range.most) })),
  };
}

const finite = (calls: number): number | null => (Number.isFinite(calls) ? calls : null);
