import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { crossings, importsOf, importsUnder } from './support/boundaries.ts';

const src = fileURLToPath(new URL('../src', import.meta.url));

describe('the borders between the folders of src', () => {
  it('are crossed by no import', () => {
    expect(crossings(importsUnder(src))).toEqual([]);
  });

  it('are looked at where the imports are', () => {
    const targets = importsUnder(src).map(({ to }) => to);
    expect(targets).toContain('whmcs/errors.ts');
  });

  it.each([
    ['whmcs/client.ts', "import { Viewer } from '../access/viewer.ts';"],
    ['whmcs/transport/http.ts', "import '../../config/index.ts';"],
    ['access/viewer.ts', "import { builder } from '../graph/schema-kit/builder.ts';"],
    ['graph/graph.ts', "import type { Config } from '../config/index.ts';"],
    ['graph/graph.ts', "import type { Clients } from './nouns/clients/client.ts';"],
    ['graph/write/refs.ts', "import { Invoices } from '../nouns/billing/invoice.ts';"],
    ['graph/node.ts', "export * from '../gateway/http/server.ts';"],
    ['graph/nouns/billing/invoice.type.ts', "import type { GetInvoice } from '../../../whmcs/commands/invoices.ts';"],
    ['gateway/http/server.ts', "const { start } = await import('../../simulator/index.ts');"],
    ['simulator/http/form.ts', "import { encodeForm } from '../../whmcs/transport/form.ts';"],
    ['simulator/http/form.ts', "import { commands } from '../../whmcs/commands/index.ts';"],
    ['whmcs/client.ts', "import {\n  type Viewer,\n  sees,\n} from '../access/viewer.ts';"],
  ])('%s may not say: %s', (from, source) => {
    expect(crossings(importsOf(from, source))).toHaveLength(1);
  });

  it.each([
    ['whmcs/client.ts', "import { encodeForm } from './transport/form.ts';"],
    ['graph/nouns/billing/invoice.ts', "import { GetInvoice } from '../../../whmcs/commands/invoices.ts';"],
    ['simulator/actions.ts', "import type { CommandName } from '../whmcs/commands/index.ts';"],
    ['whmcs/wire/decode-in-turns.ts', "import { turn } from '../turns.ts';"],
    ['whmcs/errors.ts', " * import { Viewer } from '../access/viewer.ts'"],
    ['cli/demo.ts', "import { simulate } from '../simulator/index.ts';"],
  ])('%s may say: %s', (from, source) => {
    expect(crossings(importsOf(from, source))).toEqual([]);
  });
});
