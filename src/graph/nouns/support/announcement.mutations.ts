/** The mutations of announcements. */
import { AddAnnouncement, DeleteAnnouncement, UpdateAnnouncement } from '../../../whmcs/commands/announcements.ts';
import { mutation } from '../../write/declare-mutation.ts';
import { filledText, flag, instant, optional, ref } from '../../write/input-fields.ts';
import { gone, made } from '../../write/outcome.ts';
import { Announcement } from './announcement.ts';

mutation('announcementCreate', {
  description: 'Adds an announcement. WHMCS: AddAnnouncement.',
  command: AddAnnouncement,
  offered: 'NOBODY',
  inputDescription: 'A new announcement.',
  input: {
    title: filledText('The title.', { example: 'News #' }),
    body: filledText('The text, as HTML.'),
    publishedAt: optional(instant('The time that it shows; now if absent.')),
    isPublished: flag('Whether everybody sees it.', { default: false }),
  },
  repeated: 'adds nothing twice',
  params: ({ title, body, publishedAt, isPublished }, { clock }) => ({
    title,
    announcement: body,
    date: clock.told(publishedAt ?? new Date()),
    published: isPublished,
  }),
  returns: { announcement: made(Announcement, 'announcementid') },
});

mutation('announcementUpdate', {
  description: 'Changes, publishes or withdraws an announcement. WHMCS: UpdateAnnouncement.',
  command: UpdateAnnouncement,
  offered: 'NOBODY',
  inputDescription: 'Changes to an announcement. An absent field is unchanged.',
  input: {
    announcement: ref(Announcement, 'The announcement.'),
    title: optional(filledText('The title.')),
    body: optional(filledText('The text, as HTML.')),
    publishedAt: optional(instant('The time that it shows.')),
    isPublished: optional(flag('Whether everybody sees it.')),
  },
  params: ({ announcementId, title, body, publishedAt, isPublished }, { clock }) => ({
    announcementid: announcementId,
    title,
    announcement: body,
    date: publishedAt && clock.told(publishedAt),
    published: isPublished,
  }),
  returns: 'announcement',
});

mutation('announcementDelete', {
  description: 'Deletes an announcement. WHMCS: DeleteAnnouncement.',
  command: DeleteAnnouncement,
  offered: 'NOBODY',
  inputDescription: 'An announcement to delete.',
  input: { announcement: ref(Announcement, 'The announcement.') },
  repeated: 'answers as the first time',
  params: ({ announcementId }) => ({ announcementid: announcementId }),
  returns: { deletedAnnouncementId: gone('announcement') },
});
