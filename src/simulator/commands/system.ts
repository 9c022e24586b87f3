import type { Answer } from '../json.ts';
import { currencies, paymentMethods } from '../world/reference.ts';
import { emailTemplates } from '../world/templates.ts';
import type { Call } from './command.ts';

export function getCurrencies({ wire }: Call): Answer {
  const rows = currencies.map(({ id, code, prefix, suffix, format, rate }) => {
    return { id: wire.numeral(id), code, prefix, suffix, format: wire.numeral(format), rate: rate.toFixed(5) };
  });
  return { totalresults: wire.numeral(rows.length), ...wire.list('currencies', 'currency', rows, 'list') };
}

export function getPaymentMethods({ wire }: Call): Answer {
  const rows = Object.entries(paymentMethods).map(([module, name]) => ({ module, displayname: wire.text(name) }));
  return { totalresults: rows.length, ...wire.list('paymentmethods', 'paymentmethod', rows, 'list') };
}

export function getEmailTemplates({ params, wire }: Call): Answer {
  const type = params.text('type') ?? '';
  const rows = emailTemplates
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
