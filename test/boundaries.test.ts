import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { crossings, importsOf, importsUnder, reasons } from './support/boundaries.ts';
import { cyclesAmong, outsideNouns, valuesOfNouns } from './support/cycles.ts';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** A file, and an import that it may not have. */
const forbidden = [
  ['whmcs/client.ts', "import { Viewer } from '../access/viewer.ts';"],
  ['whmcs/transport/http.ts', "import '../../config/index.ts';"],
  ['journal/entries.ts', "import type { Viewer } from '../access/viewer.ts';"],
  ['access/directory.ts', "import type { Config } from '../config/index.ts';"],
  ['access/jwt.ts', "import { jwt } from '../config/jwt.ts';"],
  ['access/viewer.ts', "import { builder } from '../graph/schema-kit/builder.ts';"],
  ['graph/graph.ts', "import type { Config } from '../config/index.ts';"],
  ['config/viewers.ts', "import { actions } from '../access/permissions.ts';"],
  ['config/index.ts', "import type { AccessConfig } from '../access/directory.ts';"],
  ['config/settings.ts', "import { chain } from '../whmcs/transport/chain.ts';"],
  ['config/limits.ts', "import type { Limits } from '../gateway/limits.ts';"],
  ['graph/base/errors.ts', "import type { Session } from '../read/session.ts';"],
  ['graph/read/session.ts', "import { sendCommand } from '../write/send.ts';"],
  ['graph/entity/noun.ts', "import type { Graph } from '../graph.ts';"],
  ['graph/schema-kit/builder.ts', "import type { WriteScope } from '../write/write-scope.ts';"],
  ['graph/write/perform.ts', "import { forecast } from '../explain/forecast.ts';"],
  ['graph/nouns/billing/invoice.ts', "import { forecast } from '../../explain/forecast.ts';"],
  ['graph/nouns/billing/invoice.ts', "import { schema } from '../../schema.ts';"],
  ['graph/entity/noun.ts', "import type { GetInvoice } from '../../whmcs/commands/invoices.ts';"],
  ['graph/read/walk.ts', "import { GetInvoice } from '../../whmcs/commands/invoices.ts';"],
  ['graph/nouns/billing/invoice.type.ts', "import { scopeOf } from '../../read/scope.ts';"],
  ['graph/graph.ts', "import { forecast } from './explain/forecast.ts';"],
  ['graph/explain/forecast.ts', "import { Invoices } from '../nouns/billing/invoice.ts';"],
  ['graph/schema.ts', "import './second-graph.ts';"],
  ['graph/graph.ts', "import type { Clients } from './nouns/clients/client.ts';"],
  ['graph/write/refs.ts', "import { Invoices } from '../nouns/billing/invoice.ts';"],
  ['graph/node.ts', "export * from '../gateway/http/server.ts';"],
  ['graph/nouns/billing/invoice.type.ts', "import type { GetInvoice } from '../../../whmcs/commands/invoices.ts';"],
  ['gateway/gateway.ts', "import type { Phase } from '../cli/serve.ts';"],
  ['gateway/http/server.ts', "const { start } = await import('../../simulator/index.ts');"],
  ['simulator/http/form.ts', "import { encodeForm } from '../../whmcs/transport/form.ts';"],
  ['simulator/actions.ts', "import type { WhmcsClient } from '../whmcs/client.ts';"],
  ['simulator/clock.ts', "import { monotonic } from '../monotonic.ts';"],
  ['simulator/http/form.ts', "import { commands } from '../../whmcs/commands/index.ts';"],
  ['whmcs/client.ts', "import {\n  type Viewer,\n  sees,\n} from '../access/viewer.ts';"],
] as const;

describe('the borders between the folders of src', () => {
  it('are crossed by no import', () => {
    expect(crossings(importsUnder(src))).toEqual([]);
  });

  it('cover every folder with imports', () => {
    const targets = importsUnder(src).map(({ to }) => to);
    expect(targets).toContain('whmcs/errors.ts');
  });

  it.each(forbidden)('%s may not contain: %s', (from, source) => {
    const found = crossings(importsOf(from, source));
    expect(found).not.toEqual([]);
    for (const each of found) expect(each).toContain(`src/${from} imports src/`);
  });

  it('have an example each', () => {
    const named = forbidden.flatMap(([from, source]) => crossings(importsOf(from, source)));
    expect(reasons.filter((reason) => !named.some((sentence) => sentence.endsWith(reason)))).toEqual([]);
  });

  it.each([
    ['whmcs/client.ts', "import { encodeForm } from './transport/form.ts';"],
    ['graph/nouns/billing/invoice.ts', "import { GetInvoice } from '../../../whmcs/commands/invoices.ts';"],
    ['graph/read/walk.ts', "import type { GetInvoice } from '../../whmcs/commands/invoices.ts';"],
    ['graph/explain/worst-case.ts', "import { commands } from '../../whmcs/commands/index.ts';"],
    ['graph/nouns/billing/invoice.type.ts', "import type { ResolverContext } from '../../read/scope.ts';"],
    ['graph/schema.ts', "import './nouns/billing/invoice.type.ts';"],
    ['simulator/actions.ts', "import type { CommandName } from '../whmcs/commands/index.ts';"],
    ['whmcs/wire/decode-in-turns.ts', "import { turn } from '../turns.ts';"],
    ['config/settings.ts', "import { commands } from '../whmcs/commands/index.ts';"],
    ['config/limits.ts', "import type { Answer } from '../whmcs/transport/chain.ts';"],
    ['access/claims.ts', "import { roles } from '../config/roles.ts';"],
    ['whmcs/errors.ts', " * import { Viewer } from '../access/viewer.ts'"],
    ['cli/demo.ts', "import { simulate } from '../simulator/index.ts';"],
  ])('%s may contain: %s', (from, source) => {
    expect(crossings(importsOf(from, source))).toEqual([]);
  });
});

describe('import cycles', () => {
  const imports = importsUnder(src);

  it('do not exist outside the nouns, types included', () => {
    expect(outsideNouns(imports).length).toBeGreaterThan(1000);
    expect(cyclesAmong(outsideNouns(imports))).toEqual([]);
  });

  it('of nouns consist of types alone', () => {
    expect(valuesOfNouns(imports).length).toBeGreaterThan(100);
    expect(cyclesAmong(valuesOfNouns(imports))).toEqual([]);
  });

  it('are reported by their files', () => {
    const circle = [
      { from: 'graph/read/a.ts', to: 'graph/read/b.ts' },
      { from: 'graph/read/b.ts', to: 'graph/read/c.ts' },
      { from: 'graph/read/c.ts', to: 'graph/read/a.ts' },
      { from: 'graph/read/c.ts', to: 'graph/read/d.ts' },
    ];
    expect(cyclesAmong(circle)).toEqual([
      'src/graph/read/a.ts → src/graph/read/b.ts → src/graph/read/c.ts → src/graph/read/a.ts',
    ]);
    expect(cyclesAmong(circle.slice(1))).toEqual([]);
  });
});
