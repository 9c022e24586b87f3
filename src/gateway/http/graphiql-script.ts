/**
 * The script of the GraphiQL page: which session opens, what its editors hold on the first visit, and how the documentation is searched.
 * It runs in the browser, so it is text here; `graphiql-page.ts` puts it in front of GraphiQL's own script.
 */

export interface GraphiqlTab {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export const USUAL_TITLE = 'WHMCS gateway';

/** What the page opens with. */
export interface GraphiqlSession {
  readonly title?: string;
  /** Opened on the first visit. */
  readonly tabs?: readonly GraphiqlTab[];
  /** Shown to everyone who opens the page, so only for tokens that are not secret, such as the demo's. The first tab then runs on load. */
  readonly authorization?: string;
}

/**
 * The script. It defines `openGraphiql`, which the page calls instead of GraphiQL's own function, and `searchDocumentation`, which
 * GraphiQL calls instead of its own search.
 *
 * @param session opens where the address has no `as`, or an unknown one
 * @param others by the `as` of the page's address; each keeps its tabs apart from the others'
 */
export const graphiqlScript = (
  session: GraphiqlSession,
  others: Readonly<Record<string, GraphiqlSession>> = {},
): string => `<script>
  const usualSession = ${asLiteral(opened(session))};
  const otherSessions = ${asLiteral(Object.fromEntries(Object.entries(others).map(([as, other]) => [as, opened(other)])))};
${BROWSER}</script>`;

/** A session in GraphiQL's terms. */
function opened({ title = USUAL_TITLE, tabs = [], authorization }: GraphiqlSession) {
  const headers = JSON.stringify({ Authorization: authorization ?? 'Bearer ' }, null, 2);
  return {
    isAuthorized: authorization !== undefined,
    options: {
      title,
      headers,
      // GraphiQL forgets headers when the page closes, unless they are not secret.
      shouldPersistHeaders: authorization !== undefined,
      defaultEditorToolsVisibility: authorization === undefined ? 'headers' : 'variables',
      ...(tabs.length > 0 && {
        defaultTabs: tabs.map(({ query, variables }) => ({
          query,
          headers,
          variables: variables === undefined ? null : JSON.stringify(variables, null, 2),
        })),
      }),
    },
  };
}

/** Text that cannot end the script it stands in. */
const asLiteral = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const BROWSER = String.raw`
  const address = new URLSearchParams(location.search);

  /** GraphiQL's storage, under keys of its own for each session. */
  const storageOf = (prefix) => {
    const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix + 'graphiql:'));
    return {
      getItem: (key) => localStorage.getItem(prefix + key),
      setItem: (key, text) => localStorage.setItem(prefix + key, text),
      removeItem: (key) => localStorage.removeItem(prefix + key),
      clear: () => keys().forEach((key) => localStorage.removeItem(key)),
      get length() {
        return keys().length;
      },
    };
  };

  function openGraphiql(root) {
    const as = address.get('as');
    const isOther = as !== null && Object.hasOwn(otherSessions, as);
    const { options, isAuthorized } = isOther ? otherSessions[as] : usualSession;
    const storage = storageOf(isOther ? 'as-' + as + ':' : '');
    const first = options.defaultTabs?.[0];
    // GraphiQL opens with the editors of the last visit: on the first it would ignore the variables of the first tab, and on the second
    // it would open one tab too many. So the first visit gets a last visit to begin with.
    if (first && !storage.getItem('graphiql:tabState')) {
      storage.setItem('graphiql:query', first.query);
      if (first.variables) storage.setItem('graphiql:variables', first.variables);
      if (isAuthorized) storage.setItem('graphiql:headers', first.headers);
    }
    // Only the unchanged first example, which is a query, runs on its own: never what a person has typed, or what a link contains.
    const query = address.get('query') ?? storage.getItem('graphiql:query');
    const variables = storage.getItem('graphiql:variables');
    let runsNext = isAuthorized && first?.query === query && (first.variables ?? '') === (variables ?? '');
    document.title = options.title;
    YogaGraphiQL.renderYogaGraphiQL(root, {
      ...options,
      storage,
      // The editors are there once the schema is.
      onSchemaChange() {
        if (runsNext) setTimeout(() => document.querySelector('.graphiql-execute-button')?.click());
        runsNext = false;
      },
    });
  }

  /** As many as GraphiQL's own search shows. */
  const MOST_RESULTS = 100;

  /** What a text is found in: names first, as GraphiQL does, then descriptions, where the names of WHMCS's commands are. */
  function searchDocumentation(schema, open, text) {
    const wanted = text.trim().toLowerCase();
    const found = { within: [], types: [], fields: [] };
    const isFull = () => found.within.length + found.types.length + found.fields.length >= MOST_RESULTS;
    const others = Object.values(schema.getTypeMap()).filter((type) => type.name !== open?.name);
    const known = open && schema.getType(open.name);
    const types = known ? [known, ...others] : others;
    const seen = new Set();
    for (const part of ['name', 'description']) {
      const matches = (thing) => !seen.has(thing) && (thing[part] ?? '').toLowerCase().includes(wanted) && seen.add(thing);
      for (const type of types) {
        if (isFull()) return found;
        if (type !== known && (matches(type) || type.getValues?.().some(matches)) && !found.types.some((each) => each.type === type))
          found.types.push({ type });
        for (const field of Object.values(type.getFields?.() ?? {})) {
          const list = type === known ? found.within : found.fields;
          if (matches(field)) list.push({ type, field });
          else if (!seen.has(field))
            for (const argument of field.args ?? []) if (matches(argument)) list.push({ type, field, argument });
        }
      }
    }
    return found;
  }
`;
