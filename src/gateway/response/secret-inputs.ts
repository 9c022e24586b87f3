/** graphql-js repeats invalid variables, sometimes a whole input for one field. Secrets in them are redacted. */
import { redactor, type Redactor } from '../../whmcs/wire/redact.ts';
import { LONGEST_MESSAGE } from './error-text.ts';

/** Names of input fields that hold secrets. The value of a custom field or of a module's setting may be a password as well. */
const SECRET = /password|secret|answer|eppCode|customFields|cvv|card|bank|^parameters$/i;

/** Each secret is searched for in each message. */
const MOST_SECRETS = 1_000;

/** Replaces a message that may contain any of too many secrets. */
const hidden = 'The request does not fit the schema; its values cannot be shown.';

/**
 * Redacts the values of secret input fields in messages, none of which is longer than `LONGEST_MESSAGE`. The variables are searched once,
 * for the first message.
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
  if (secrets.size > MOST_SECRETS) return () => hidden;
  // As graphql-js prints them.
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
