/** The worst case of WHMCS: each answer leads to as many further requests as it can. */
import { questionKey } from '../../whmcs/cache/question.ts';
import { isUnpaged, kindNamedBy, ownIdCell, ownKind, rowsOf } from '../../whmcs/dry-run/declared.ts';
import type { PlaceholderIds } from '../../whmcs/dry-run/placeholder-ids.ts';
import type { Scenario } from '../../whmcs/dry-run/scenario.ts';
import { synthesize } from '../../whmcs/dry-run/synthesize.ts';
import { isPlainRead, type Command } from '../../whmcs/command.ts';
import type { Viewer } from '../../access/viewer.ts';
import { numberOf } from '../base/global-id.ts';
import type { CallSites } from './call-site.ts';
import type { DryRunUpstream, DryRunQuestion } from './dry-run.ts';
import type { Totals } from '../read/session.ts';
import { LONGEST_PAGE } from '../read/walk.ts';
import type { DocumentText } from './document-text.ts';

export interface Knowledge {
  readonly viewer: Viewer;
  readonly placeholders: PlaceholderIds;
  readonly text: DocumentText;
  readonly totals: Pick<Totals, 'get'>;
  /** The keys of the requests that are certain. */
  readonly certain: ReadonlySet<string>;
}

interface Paged {
  readonly limitstart?: unknown;
  readonly limitnum: unknown;
}

const isPaged = (params: unknown): params is Paged =>
  typeof params === 'object' && params !== null && 'limitnum' in params;

const pagesOf = (total: number | undefined): number => Math.max(1, Math.ceil((total ?? Infinity) / LONGEST_PAGE));

/** The GraphQL type of a kind of entity: "invoice" is `Invoice`. */
const typeOf = (kind: string): string => kind.slice(0, 1).toUpperCase() + kind.slice(1);

export function worstCaseAnswers(scenario: Scenario, knowledge: Knowledge, { owners }: CallSites): DryRunUpstream {
  const { viewer, placeholders, text, totals, certain } = knowledge;
  const searched = new Set<string>();

  /** How many requests this one stands for. */
  const requests = ({ command, params, key }: DryRunQuestion): number =>
    !isPlainRead(command) || certain.has(key) ? 1 : placeholders.calls(params);

  /** Whether the list is read whole and paged here. */
  const isCut = ({ command, params, site }: DryRunQuestion): boolean =>
    isUnpaged(command) || site?.whole === 'page' || (site?.readsAll === true && isPaged(params));

  /** How many pages are read where one is requested; unknown where the requested rows are too far from the start to synthesize. */
  const pages = (question: DryRunQuestion): number => {
    if (!isCut(question)) return 1;
    if (text.start >= LONGEST_PAGE - 1) return Infinity;
    return question.site?.readsAll ? pagesOf(totals.get(question.command.name)) : 1;
  };

  /** The number of rows of the list that are shown. */
  const shown = (question: DryRunQuestion): number => {
    const { command, params, site } = question;
    if (site?.whole !== undefined) return site.whole === 'page' ? text.shown(site.field) : Infinity;
    if (!isCut(question)) return isPaged(params) ? Number(params.limitnum) : Infinity;
    if (site?.readsAll) return text.shown(site.field);
    // A row may name no client. For a viewer who is not staff its owner is looked up before the row is skipped.
    return viewer.clients === null && isPlainRead(command) ? text.shown(rowsOf(command)) : Infinity;
  };

  /** A list that is read from its end: one page is shown, whichever pages are read for it. */
  const listOf = ({ command, params, site }: DryRunQuestion): string | null =>
    site?.args['last'] != null && isPaged(params)
      ? `${site.path} ${questionKey(command, { ...params, limitstart: 0 })}`
      : null;

  /** Whether the list ends before the requested page, so that its end is searched again. */
  const isShort = (list: string, { params, site }: DryRunQuestion): boolean => {
    const isFirst = !searched.has(list);
    searched.add(list);
    const isLater = isPaged(params) && Number(params.limitstart) > 0;
    return !scenario.filled && isFirst && isLater && site?.args['before'] != null;
  };

  /** The owner of the entity that a parameter names; undefined where it is not known. */
  const ownerNamedBy = (command: Command, params: unknown): number | null | undefined => {
    for (const [name, id] of Object.entries(params ?? {})) {
      const kind = isPlainRead(command) ? kindNamedBy(command, name) : undefined;
      const owner = kind && kind !== 'client' ? owners.get(`${typeOf(kind)}:${id}`) : undefined;
      if (owner !== undefined) return owner;
    }
    return undefined;
  };

  /** The entities that the operation names and that WHMCS finds in a list alone. */
  const wanted = ({ command, site }: DryRunQuestion): readonly number[] => {
    if (!isPlainRead(command)) return [];
    const named = text.named(typeOf(ownKind(command) ?? ''));
    const bare = Number(site?.args['id']);
    if (site?.readsAll === true && bare > 0) return [...named, bare];
    return isUnpaged(command) || site?.readsAll === true || site?.field === 'node' || site?.field === 'nodes'
      ? named
      : [];
  };

  /** The cells that are known of the requested entities. */
  const known = ({ command, params, site }: DryRunQuestion): Record<string, unknown> => {
    const [only] = viewer.clients ?? [];
    // Entities of other clients are not shown, so they lead to no request.
    const visible = only && { clientid: only, userid: only };
    if (!scenario.filled) return { ...visible };
    const owner = ownerNamedBy(command, params) ?? clientIn(site?.args['input']);
    return {
      status: site?.args['status'],
      ...visible,
      ...(only && clientItself(command, only)),
      ...(owner && { clientid: owner, userid: owner }),
    };
  };

  return {
    calls: (question) => requests(question) * pages(question),
    async answer(question) {
      const { command, params, key } = question;
      const list = listOf(question);
      return synthesize(command, params, {
        scenario,
        placeholders,
        key: list ?? key,
        requests: requests(question),
        shown: shown(question),
        skipped: isCut(question) ? Math.min(text.start, LONGEST_PAGE - 2) : 0,
        wanted: wanted(question),
        isShort: list !== null && isShort(list, question),
        known: known(question),
      });
    },
  };
}

/** The id cell of a record that is the client itself. */
function clientItself(command: Command, client: number): Record<string, number> {
  const cell = isPlainRead(command) && ownKind(command) === 'client' ? ownIdCell(command) : undefined;
  return cell === undefined ? {} : { [cell]: client };
}

/** The client that the input of a mutation names. */
function clientIn(input: unknown): number | null {
  const named = typeof input === 'object' && input !== null && 'clientId' in input ? input.clientId : null;
  return typeof named === 'string' ? numberOf('Client', named) : null;
}
