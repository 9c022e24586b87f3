/** The HTML of the GraphiQL page: Yoga's offline build with three patches of its script. */
import { renderGraphiQL } from '@graphql-yoga/render-graphiql';
import { graphiqlScript, USUAL_TITLE, type GraphiqlSession } from './graphiql-script.ts';

interface Change {
  readonly because: string;
  /** Occurs in the page exactly once. */
  readonly find: string;
  readonly replace: (found: string) => string;
}

/** Precedes all scripts of the page. */
const ROOT = '<div id="root"></div>';

/** Written for the version that package.json pins; another version may need other patches. */
const changes: readonly Change[] = [
  {
    because:
      'Tabs get narrower when the fonts load. Their drag animation treats that as a move: the tab that is pressed jumps away from the ' +
      'pointer, and the click is lost. A tab that returns to its place anyway needs no new position.',
    find: 'scalePositionWithinConstraints(){if(!this.visualElement.current)return;',
    replace: (found) => `${found}if(this.getProps().dragSnapToOrigin){this.constraints=!1;return}`,
  },
  {
    because: "GraphiQL's search knows names only; the names of WHMCS's commands are in descriptions.",
    find: 'r=o=>{const a={within:[],types:[],fields:[]};if(!t)return a;const l=s.def',
    replace: (found) => found.replace('return a;', 'return a;return searchDocumentation(t,s.def,o);'),
  },
  {
    because: 'The session depends on the address, which only the browser knows.',
    find: 'YogaGraphiQL.renderYogaGraphiQL(',
    replace: () => 'openGraphiql(',
  },
];

/** @throws if the page is not the one that the patches were written for */
export function graphiqlPage(session: GraphiqlSession, others?: Readonly<Record<string, GraphiqlSession>>): string {
  const page = changes.reduce(changed, renderGraphiQL({ title: session.title ?? USUAL_TITLE }));
  return page.replace(ROOT, () => ROOT + graphiqlScript(session, others));
}

function changed(page: string, { because, find, replace }: Change): string {
  const at = page.indexOf(find);
  if (at < 0 || page.includes(find, at + 1)) throw new Error(`GraphiQL's page has changed. ${because}`);
  return page.slice(0, at) + replace(find) + page.slice(at + find.length);
}
