/** Replies to tickets that staff have prepared, in categories. */
import { GetTicketPredefinedCats, GetTicketPredefinedReplies } from '../../../whmcs/commands/predefined-replies.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';

rowsQuery('predefinedReplyCategories', {
  description: 'The categories of predefined replies.',
  type: 'PredefinedReplyCategory',
  each: 'A category of predefined replies.',
  command: GetTicketPredefinedCats,
  rows: ({ categories }) => categories,
  fields: (f) => ({
    whmcsId: f.count('id', "WHMCS's own number, as `predefinedReplies` takes it."),
    parentId: f.id('parentid', "WHMCS's number of the category that it is in; null if it is in none."),
    name: f.lasting(f.text('name', 'Its name.')),
    replyCount: f.count('replycount', 'How many replies are in it.'),
  }),
  offered: 'staff',
});

rowsQuery('predefinedReplies', {
  description: 'Replies that staff have prepared, of all categories or of one.',
  type: 'PredefinedReply',
  each: 'A reply that staff have prepared.',
  command: GetTicketPredefinedReplies,
  rows: ({ predefinedreplies }) => predefinedreplies,
  filters: (filter) => ({
    categoryId: filter.id('PredefinedReplyCategory', 'catid', 'Only those in this category, by its `whmcsId`.'),
  }),
  fields: (f) => ({
    name: f.lasting(f.text('name', 'Its name.')),
    body: f.lasting(f.text('reply', 'The text, with merge fields such as [NAME].')),
  }),
  offered: 'staff',
});
