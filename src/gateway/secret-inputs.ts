/** GraphQL repeats variables that do not fit, at times the whole input for one field: what is secret in it must not come back. */
import { redactor, type Redactor } from '../whmcs/redact.ts';

/** Names of the graph's input fields. What WHMCS keeps in a custom field may be a password as well. */
const SECRET = /password|secret|answer|eppCode|customFields/i;

/** Takes what stands under the name of a secret out of a message about variables. */
export function withoutSecretsOf(variables: unknown): Redactor {
  const secrets = [...secretsIn(variables, false)].map(String);
  // As GraphQL prints it.
  return redactor([...secrets, ...secrets.map((secret) => JSON.stringify(secret).slice(1, -1))]);
}

function* secretsIn(value: unknown, isSecret: boolean): Generator {
  if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) yield* secretsIn(each, isSecret || SECRET.test(name));
  else if (isSecret) yield value;
}
