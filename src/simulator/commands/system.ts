import type { Answer } from '../http/json.ts';
import type { Call } from './command.ts';

export function getCurrencies({ wire, world }: Call): Answer {
  const rows = world.currencies.map(({ id, code, prefix, suffix, format, rate }) => {
    return { id: wire.numeral(id), code, prefix, suffix, format: wire.numeral(format), rate: rate.toFixed(5) };
  });
  return { totalresults: wire.numeral(rows.length), ...wire.list('currencies', 'currency', rows, 'list') };
}

export function getPaymentMethods({ wire, world }: Call): Answer {
  const rows = Object.entries(world.paymentMethods).map(([module, name]) => ({ module, displayname: wire.text(name) }));
  return { totalresults: rows.length, ...wire.list('paymentmethods', 'paymentmethod', rows, 'list') };
}

export function getEmailTemplates({ params, wire, world }: Call): Answer {
  const type = params.text('type') ?? '';
  const rows = world.emailTemplates
    .filter((template) => (type === '' || template.type === type) && (params.text('language') ?? '') === '')
    .map(({ id, name, subject, custom }) => ({
      id: wire.numeral(id),
      name,
      subject,
      custom: wire.numeral(custom ? 1 : 0),
    }));
  return { totalresults: wire.numeral(rows.length), ...wire.list('emailtemplates', 'emailtemplate', rows, 'array') };
}

export function whmcsDetails({ version }: Call): Answer {
  return { whmcs: { version, canonicalversion: `${version}-release.1` } };
}
