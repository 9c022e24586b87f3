import type { Answer } from '../http/json.ts';
import type { Announcement } from '../world/model.ts';
import { columns, numerals, texts } from './row.ts';
import { add, list, named, remove, update } from './table-command.ts';

export const GetAnnouncements = list({
  from: ({ announcements }) => announcements,
  rows: 'announcements.announcement',
  counts: { totalresults: 'text', startnumber: 'text', numreturned: 'text' },
  row: (announcement, { wire }) => ({
    ...numerals(wire, announcement, 'id', 'parentid'),
    // Administrators type HTML, which is sent as it is.
    ...columns(announcement, 'date', 'announcement', 'language'),
    ...texts(wire, announcement, 'title'),
    published: wire.numeral(Number(announcement.published)),
    created_at: wire.moment(announcement.createdAt, announcement.id, 'created'),
    updated_at: wire.moment(announcement.updatedAt, announcement.id, 'updated'),
  }),
});

export const AddAnnouncement = add({
  to: ({ announcements }) => announcements,
  row: (id, { params, world }) => ({
    id,
    date: params.text('date') ?? '',
    title: params.text('title') ?? '',
    announcement: params.text('announcement') ?? '',
    published: params.flag('published'),
    parentid: 0,
    language: '',
    createdAt: world.clock.now(),
    updatedAt: world.clock.now(),
  }),
  answer: answerAnnouncement,
});

const announcementOf = named(({ announcements }) => announcements, 'announcementid', 'Announcement ID Not Found');

export const UpdateAnnouncement = update(announcementOf, {
  columns: ['title', 'announcement', 'date', 'published'],
  change: (announcement, { world }) => {
    announcement.updatedAt = world.clock.now();
  },
  answer: answerAnnouncement,
});

export const DeleteAnnouncement = remove(({ announcements }) => announcements, announcementOf);

function answerAnnouncement({ id }: Announcement): Answer {
  return { announcementid: String(id) };
}
