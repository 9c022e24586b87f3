/** Announcements: GetAnnouncements, AddAnnouncement, UpdateAnnouncement, DeleteAnnouncement. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { MissingError } from '../errors.ts';
import { fieldsUpdated } from '../reconcile/fields.ts';
import { listedRow } from '../reconcile/found.ts';
import type { ListPage } from '../reconcile/newest.ts';
import { removed } from '../reconcile/removed.ts';
import { createdRow } from '../reconcile/row.ts';
import type { FreshRead } from '../reconcile/rule.ts';
import { page, pageParams, rows } from '../wire/page.ts';
import { dateTimeParam, idParam, settingParam } from '../wire/params.ts';
import { dateTime, flag, id, text, verbatim } from '../wire/values.ts';

const row = z.object({
  id,
  date: dateTime,
  title: text,
  /** HTML, as an administrator wrote it. */
  announcement: verbatim,
  published: flag,
  /** The announcement of which it is a translation. */
  parentid: id,
  language: text,
  created_at: dateTime,
  updated_at: dateTime,
});
type Row = z.output<typeof row>;

export const GetAnnouncements = read('GetAnnouncements', {
  params: z.strictObject(pageParams),
  answer: page({ announcements: rows('announcement', row) }),
  keep: 'list',
  topics: ['announcements'],
  mentions: { announcement: 'announcements[].id' },
  probe: { limitnum: 1 },
});

type PageOf = (asked: { readonly limitstart?: number; readonly limitnum: number }) => Promise<ListPage<Row>>;

const pagesOf =
  (look: FreshRead): PageOf =>
  async (asked) => {
    const { announcements, totalresults } = await look(GetAnnouncements, asked);
    return { rows: announcements, total: totalresults };
  };

const listed = (announcement: number, look: FreshRead): Promise<Row | null> =>
  listedRow(announcement, { command: 'GetAnnouncements', page: pagesOf(look), id: (each) => each.id });

/** @throws MissingError if there is none: nothing can be compared then */
async function found(announcement: number, look: FreshRead): Promise<Row> {
  const known = await listed(announcement, look);
  if (!known) throw new MissingError('GetAnnouncements', 'Announcement ID Not Found');
  return known;
}

const changes = { announcements: 'announcementid' } as const;

const newAnnouncement = z.strictObject({
  date: dateTimeParam,
  title: z.string(),
  announcement: z.string(),
  published: settingParam.optional(),
});

/** As many as one page has: the order of a longer list is not documented. */
const MOST = 100;

export const AddAnnouncement = write('AddAnnouncement', {
  params: newAnnouncement,
  answer: z.object({ announcementid: id }),
  purpose: 'support',
  repeat: 'duplicate',
  refusals: [],
  reconcile: createdRow<z.input<typeof newAnnouncement>, Row>({
    named: 'announcementid',
    scope: () => 0,
    list: (_, look) => pagesOf(look)({ limitnum: MOST }),
    id: (each) => each.id,
    key: ['title'],
    like: ['announcement', 'date'],
  }),
  changes,
});

const changed = newAnnouncement.partial().extend({ announcementid: idParam });

export const UpdateAnnouncement = write('UpdateAnnouncement', {
  params: changed,
  answer: z.object({ announcementid: id }),
  purpose: 'support',
  repeat: 'none',
  refusals: ['Announcement ID Not Found'],
  reconcile: fieldsUpdated<'title' | 'announcement' | 'date' | 'published', z.input<typeof changed>, Row>({
    named: 'announcementid',
    id: ({ announcementid }) => announcementid,
    read: found,
    names: ['title', 'announcement', 'date', 'published'],
    valueOf: (announcement, name) => announcement[name],
  }),
  changes,
});

export const DeleteAnnouncement = write('DeleteAnnouncement', {
  params: z.strictObject({ announcementid: idParam }),
  answer: z.object({ announcementid: id }),
  purpose: 'support',
  repeat: 'error',
  // None are documented.
  refusals: ['Announcement ID Not Found'],
  reconcile: removed<{ readonly announcementid: number }>({
    named: 'announcementid',
    id: ({ announcementid }) => announcementid,
    exists: async (announcement, look) => (await listed(announcement, look)) !== null,
  }),
  changes,
});
