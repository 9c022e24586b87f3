/** Affiliate accounts of clients: GetAffiliates, AffiliateActivate. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { createdRow } from '../reconcile/row.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { countParam, decimalParam, idParam, optional, settingParam } from '../wire/params.ts';
import { count, date, dateTime, flag, id, money, owner, rate, text } from '../wire/values.ts';

const row = z.object({
  id,
  clientid: owner,
  date,
  visitors: count,
  paytype: text,
  /** A percentage or an amount, depending on the type. */
  payamount: rate,
  onetime: flag,
  balance: money,
  withdrawn: money,
  created_at: dateTime,
  updated_at: dateTime,
});

/** Empty text stands for the pay type of the installation. */
const payType = z.enum(['', 'percentage', 'fixedamount']);

export const GetAffiliates = read('GetAffiliates', {
  params: z.strictObject({
    ...pageParams,
    userid: idParam.optional(),
    paytype: payType.optional(),
    visitors: countParam.optional(),
    onetime: settingParam.optional(),
    ...optional(decimalParam, 'payamount', 'balance', 'withdrawn'),
  }),
  answer: page({ affiliates: rows('affiliate', row) }),
  keep: 'list',
  topics: ['affiliates'],
  owner: 'affiliates[].clientid',
  filters: { userid: 'affiliates[].clientid' },
  mentions: { affiliate: 'affiliates[].id' },
  money: true,
  probe: { limitnum: 1 },
});

const activation = z.strictObject({ userid: idParam });

export const AffiliateActivate = write('AffiliateActivate', {
  params: activation,
  answer: z.object({}),
  purpose: 'lifecycle',
  repeat: 'none',
  refusals: ['Client ID not found'],
  // A client has one affiliate account: one that was not there before is the new one.
  reconcile: createdRow<z.input<typeof activation>, z.output<typeof row>>({
    named: 'affiliateid',
    scope: ({ userid }) => userid,
    async list(userid, look) {
      const { affiliates, totalresults } = await look(GetAffiliates, { userid });
      return { rows: affiliates.filter(({ clientid }) => clientid === userid), total: totalresults };
    },
    id: (affiliate) => affiliate.id,
    key: [],
    like: [],
  }),
  // The counters of a client say whether it is an affiliate.
  changes: { affiliates: true, clients: 'userid' },
});
