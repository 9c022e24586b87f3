/** The TLDs that are sold: CreateOrUpdateTLD. */
import { z } from 'zod';
import { write } from '../command.ts';
import { countParam, decimalParam, optional, settingParam } from '../wire/params.ts';
import { id, text } from '../wire/values.ts';

const byYearsParam = z.record(z.string().regex(/^\d{1,2}$/), decimalParam).optional();

/** -1 as a price or a fee means: not offered. Some versions answer success and set no prices. */
export const CreateOrUpdateTLD = write('CreateOrUpdateTLD', {
  params: z.strictObject({
    extension: z.string().min(1),
    ...optional(settingParam, 'id_protection', 'dns_management', 'email_forwarding', 'epp_required'),
    auto_registrar: z.string().optional(),
    group: z.enum(['HOT', 'NEW', 'SALE', '']).optional(),
    currency_code: z.string().min(1).optional(),
    ...optional(countParam, 'grace_period_days', 'redemption_period_days'),
    ...optional(decimalParam, 'grace_period_fee', 'redemption_period_fee'),
    register: byYearsParam,
    renew: byYearsParam,
    transfer: byYearsParam,
    display_after: z.string().optional(),
  }),
  answer: z.object({ extension: text, id }),
  purpose: 'lifecycle',
  repeat: 'none',
  refusals: [
    'Extension is required',
    'No Active Registrars - auto_registrar value cannot be defined',
    'Invalid auto_registrar value. Must be empty or one of: …',
    'Variable currency_code is required when defining pricing',
    'Provided currency_code value does not exist. Must be one of: …',
    'Parameters register, renew and transfer must be arrays',
    'The maximum register period is 10 years',
    'The maximum renew period is 9 years',
    'Only one transfer period can be defined',
    'The maximum transfer period is 10 years',
    'Invalid group parameter: …. Should be one of HOT, NEW, SALE',
  ],
  reconcile: { never: 'no command reports all of the settings of a TLD, and setting them again does no harm' },
  changes: { tlds: true },
});
