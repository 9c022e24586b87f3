import { predefinedReplies, replyCategories } from '../world/installation.ts';
import { byText } from './page.ts';
import { numerals, texts } from './row.ts';
import { list } from './table-command.ts';

/** By name, as the administration area shows them. */
export const GetTicketPredefinedCats = list({
  from: () => replyCategories,
  rows: 'categories.category',
  order: (categories) => categories.toSorted((left, right) => byText(left.name, right.name)),
  unpaged: true,
  counts: { totalresults: 'text' },
  row: (category, { wire }) => ({
    ...numerals(wire, category, 'id', 'parentid'),
    name: wire.text(category.name),
    replycount: wire.numeral(predefinedReplies.filter(({ catid }) => catid === category.id).length),
  }),
});

export const GetTicketPredefinedReplies = list({
  from: () => predefinedReplies,
  rows: 'predefinedreplies.predefinedreply',
  where: { catid: 'catid' },
  unpaged: true,
  counts: { totalresults: 'text' },
  row: (reply, { wire }) => texts(wire, reply, 'name', 'reply'),
});
