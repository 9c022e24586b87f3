/** The probes of remote reads: WHMCS refuses them before it asks a registrar or a WHOIS server. */
import { expect, it } from 'vitest';
import { commands } from '../../../src/whmcs/commands/index.ts';
import { WhmcsRefusal } from '../../../src/whmcs/errors.ts';
import { asking, failureOf, rig } from '../rig.ts';

const asked = Object.values(commands).filter((each) => each.remote === 'registrar' || each.remote === 'whois');

it.each(asked.flatMap((each) => (each.kind === 'read' ? [[each.name, each] as const] : [])))(
  'the probe of %s is refused before another system is asked',
  async (_, command) => {
    const whmcs = await rig();
    const error = await failureOf(whmcs.client.call(command, command.probe, asking()));
    expect(error).toBeInstanceOf(WhmcsRefusal);
    expect(error).toHaveProperty('reason', expect.stringMatching(/^Domain (?:ID Not Found|not valid)$/));
  },
);
