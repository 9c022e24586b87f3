import { columns } from './row.ts';
import { list } from './table-command.ts';

/** Columns of the table that no promotion of this world uses. */
const unused = {
  cycles: '',
  requiresexisting: 0,
  lifetimepromo: 0,
  applyonce: 0,
  newsignups: 0,
  existingclient: 0,
  onceperclient: 0,
  recurfor: 0,
  upgrades: 0,
  upgradeconfig: 'a:1:{s:5:"value";s:4:"0.00";}',
};

export const GetPromotions = list({
  from: ({ promotions }) => promotions,
  rows: 'promotions.promotion',
  where: { code: 'code' },
  unpaged: true,
  row: (promotion, { wire }) => ({
    ...columns(promotion, 'id', 'code', 'type', 'value', 'maxuses', 'uses'),
    ...unused,
    recurring: Number(promotion.recurring),
    appliesto: promotion.appliesto.join(','),
    requires: '',
    startdate: wire.day(promotion.startdate, promotion.id, 'startdate'),
    expirationdate: wire.day(promotion.expirationdate, promotion.id, 'expirationdate'),
    notes: wire.text(promotion.notes),
  }),
});
