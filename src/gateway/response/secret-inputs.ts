/** GraphQL repeats variables that do not fit, at times the whole input for one field: what is secret in it must not come back. */
import { redactor, type Redactor } from '../../whmcs/wire/redact.ts';
import { LONGEST_MESSAGE } from './error-text.ts';

/** Names of the graph's input fields. What WHMCS keeps in a custom field may be a password as well. */
const SECRET = /password|secret|answer|eppCode|customFields/i;

/** Each is searched for in each message. */
const MOST_SECRETS = 1_000;

/** Said in place of what may repeat any of very many secrets. */
const unshown = 'The request does not fit the schema; its values cannot be shown.';

/**
 * Takes what stands under the name of a secret out of messages about variables, none of which is longer than `LONGEST_MESSAGE`. The
 * variables are walked once, when there is a first message.
 */
export function withoutSecretsOf(variables: unknown): Redactor {
  let redact: Redactor | undefined;
  return (message) => {
    redact ??= redactorFor(variables);
    return redact(message);
  };
}

function redactorFor(variables: unknown): Redactor {
  const secrets = new Set<string>();
  collect(variables, false, secrets);
  if (secrets.size > MOST_SECRETS) return () => unshown;
  // As GraphQL prints it.
  return redactor([...secrets].flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]));
}

function collect(value: unknown, isSecret: boolean, secrets: Set<string>): void {
  if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) collect(each, isSecret || SECRET.test(name), secrets);
  else if (isSecret) {
    const secret = String(value);
    if (secret.length <= LONGEST_MESSAGE) secrets.add(secret);
  }
}
