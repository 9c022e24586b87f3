/** The WHMCS behind the gateway, and its health. */
import type { Answer } from '../../../whmcs/command.ts';
import { GetHealthStatus } from '../../../whmcs/commands/statistics.ts';
import { WhmcsDetails } from '../../../whmcs/commands/system.ts';
import { enumWords } from '../../base/enum-words.ts';
import { children } from '../../schema-kit/declare-rows.ts';
import { single } from '../../schema-kit/declare-single.ts';
import { enumeration } from '../../schema-kit/enumeration.ts';

export const Installation = single('Installation', {
  description: 'The WHMCS behind the gateway.',
  command: WhmcsDetails,
  row: ({ whmcs }) => (whmcs.version ? whmcs : null),
  query: { name: 'installation', description: 'The WHMCS behind the gateway, from 8.0.' },
  fields: (f) => ({
    version: f.filledText((row) => row.version, 'Its version: "8.13.1".'),
    canonicalVersion: f.text('canonicalversion', 'Its version with the kind of release: "8.13.1-release.1".'),
  }),
  offered: 'everyone',
});

const results = enumWords({ DANGER: 'danger', WARNING: 'warning', SUCCESS: 'success' });

const healthCheckResult = enumeration('HealthCheckResult', results, {
  description: 'What a check has shown.',
  values: {
    DANGER: 'Something is broken or insecure.',
    WARNING: 'Something should be changed.',
    SUCCESS: 'All is well.',
  },
  other: 'Something that the gateway does not know.',
});

/** WHMCS groups checks by their result. The worst come first. */
const checksIn = ({ checks }: Answer<typeof GetHealthStatus>) =>
  results.names.flatMap((name) => {
    const result = results.write(name);
    return checks[result].map((check) => ({ ...check, result }));
  });

children(Installation.Type, 'health', {
  description:
    "WHMCS's checks of itself, the worst first. Empty if the API role does not allow them: WHMCS then answers without any.",
  type: 'HealthCheck',
  each: 'A check of the installation.',
  command: GetHealthStatus,
  params: () => ({}),
  filters: (filter) => ({
    fetchStatus: filter.flag('fetchStatus', 'Whether WHMCS asks other servers as well, which takes longer.'),
  }),
  rows: checksIn,
  fields: (f) => ({
    name: f.text('name', 'Which check it is: "phpVersion".'),
    category: f.text('type', 'What is checked: "PHP", "DB", "HTTP", "WHMCS".'),
    result: f.enumOf(healthCheckResult, 'result', 'What it has shown.'),
    severity: f.text('severityLevel', 'WHMCS\'s word for how much it matters: "notice", "warning", "error".'),
    text: f.text('body', 'What it has shown, for people, as HTML.'),
  }),
  offered: 'staff',
});
