/** Announcements of the host. */
import { GetAnnouncements } from '../../../whmcs/commands/announcements.ts';
import { noun, type ThingOf } from '../../schema-kit/declare-noun.ts';

export const Announcement = noun('Announcement', {
  description: 'News of the host. Viewers that are not staff see published ones. WHMCS: GetAnnouncements.',
  list: {
    command: GetAnnouncements,
    rows: 'announcements',
    id: 'id',
    staffRow: ({ published }) => published !== true,
  },
  fields: (f) => ({
    title: f.text('title', 'The title.'),
    body: f.text('announcement', 'The text: HTML, as it was written.'),
    publishedAt: f.instant('date', 'The time that it shows.'),
    isPublished: f.staff(f.flag('published', 'Whether everybody sees it. For staff.')),
    parentId: f.id('parentid', "WHMCS's number of the announcement that it translates; null if it is no translation."),
    language: f.text('language', 'The language of a translation, as WHMCS names it: "german".'),
    createdAt: f.instant('created_at', 'When it was written.'),
    updatedAt: f.instant('updated_at', 'When it was last changed.'),
  }),
  offered: 'everyone',
});
export type Announcement = ThingOf<typeof Announcement>;
