/** WHMCS at its worst: what may lead to further questions is answered so that it does. */
import { questionKey } from '../../whmcs/cache/cache.ts';
import { synthesize, type Scenario } from '../../whmcs/dry-run/synthesize.ts';
import type { PlaceholderIds } from '../../whmcs/dry-run/placeholder-ids.ts';
import type { Viewer } from '../../access/viewer.ts';
import { numberOf } from '../base/global-id.ts';
import type { CallSites } from './call-site.ts';
import type { DryRunUpstream, DryRunQuestion } from './dry-run.ts';
import type { Totals } from '../read/session.ts';
import { LONGEST_PAGE } from '../read/walk.ts';
import type { DocumentText } from './document-text.ts';

export interface Knowledge {
  readonly viewer: Viewer;
  readonly strangers: PlaceholderIds;
  readonly wording: DocumentText;
  readonly totals: Pick<Totals, 'get'>;
  /** The questions that are certainly asked, as they stand. */
  readonly certain: ReadonlySet<string>;
}

interface Paged {
  readonly limitstart?: unknown;
  readonly limitnum: unknown;
}

const isPaged = (params: unknown): params is Paged =>
  typeof params === 'object' && params !== null && 'limitnum' in params;

const pagesOf = (total: number | undefined): number => Math.max(1, Math.ceil((total ?? Infinity) / LONGEST_PAGE));

/** The types of things that are asked for by number. */
const typesNamed: Readonly<Record<string, string>> = {
  invoiceid: 'Invoice',
  ticketid: 'Ticket',
  serviceid: 'Service',
  domainid: 'Domain',
  id: 'Order',
};

export function worstCaseAnswers(mood: Scenario, knowledge: Knowledge, { owners }: CallSites): DryRunUpstream {
  const { viewer, strangers, wording, totals, certain } = knowledge;
  const looked = new Set<string>();

  /** For how many questions one stands. */
  const questions = ({ command, params, key }: DryRunQuestion): number =>
    command.kind === 'write' || certain.has(key) ? 1 : strangers.calls(params);

  /** Whether the list is read whole, and its pages are cut from it here. */
  const isCut = ({ command, params, place }: DryRunQuestion): boolean =>
    command.name === 'GetTransactions' || (place?.readsAll === true && isPaged(params));

  /** How many pages are read where one is asked for; with rows so far behind that nobody imagines them, there is no telling. */
  const pages = (question: DryRunQuestion): number => {
    if (!isCut(question)) return 1;
    if (wording.start >= LONGEST_PAGE - 1) return Infinity;
    return question.place?.readsAll ? pagesOf(totals.get(question.command.name)) : 1;
  };

  /** How many rows of the list are shown. */
  const shown = (question: DryRunQuestion): number => {
    const { params, place } = question;
    if (!isCut(question)) return isPaged(params) ? Number(params.limitnum) : Infinity;
    if (place?.readsAll) return wording.shown(place.field);
    // Of a transaction without a client whoever is not staff has to ask whose it is before it is passed over.
    return viewer.clients === null ? wording.shown('transactions') : Infinity;
  };

  /** What is looked at from its end, whichever pages that takes: one of them is shown. */
  const listOf = ({ command, params, place }: DryRunQuestion): string | null =>
    place?.args['last'] != null && isPaged(params)
      ? `${place.path} ${questionKey(command, { ...params, limitstart: 0 })}`
      : null;

  /** Whether the list ends before the page that is asked for, so that its end is looked for again. */
  const isShort = (list: string, { params, place }: DryRunQuestion): boolean => {
    const isFirst = !looked.has(list);
    looked.add(list);
    const isLater = isPaged(params) && Number(params.limitstart) > 0;
    return !mood.filled && isFirst && isLater && place?.args['before'] != null;
  };

  /** What is known of the things that are asked for, by the names of cells. */
  const said = ({ command, params, place }: DryRunQuestion): Record<string, unknown> => {
    const [only] = viewer.clients ?? [];
    // Somebody else's things are not shown, so that nothing is asked about them.
    const visible = only && { clientid: only, userid: only };
    if (!mood.filled) return { ...visible };
    const itself = command.name === 'GetClientsDetails' && only && { id: only };
    const known = Object.entries(params ?? {}).map(([name, id]) => owners.get(`${typesNamed[name]}:${id}`));
    const owner = known.find((each) => each !== undefined) ?? clientIn(place?.args['input']);
    return { status: place?.args['status'], ...visible, ...itself, ...(owner && { clientid: owner, userid: owner }) };
  };

  return {
    calls: (question) => questions(question) * pages(question),
    async answer(question) {
      const { command, params, key } = question;
      const list = listOf(question);
      return synthesize(command, params, {
        mood,
        strangers,
        key: list ?? key,
        questions: questions(question),
        shown: shown(question),
        passedOver: isCut(question) ? Math.min(wording.start, LONGEST_PAGE - 2) : 0,
        sought: command.name === 'GetTransactions' ? wording.named('Transaction') : [],
        isShort: list !== null && isShort(list, question),
        said: said(question),
      });
    },
  };
}

/** The client for whom a mutation is. */
function clientIn(input: unknown): number | null {
  const named = typeof input === 'object' && input !== null && 'clientId' in input ? input.clientId : null;
  return typeof named === 'string' ? numberOf('Client', named) : null;
}
