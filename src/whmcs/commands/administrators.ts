/** The administrators of the installation: GetAdminUsers, GetAdminDetails, GetStaffOnline, UpdateAdminNotes, SendAdminEmail. */
import { z } from 'zod';
import { read, write } from '../command.ts';
import { updated } from '../reconcile/updated.ts';
import { rows, page } from '../wire/page.ts';
import { idParam, needsOneOf, optionParam } from '../wire/params.ts';
import { count, dateTime, flag, id, ids, listOf, objectOf, text, verbatim } from '../wire/values.ts';
import { saysUnmailed } from './emails.ts';

/** Departments are lists of ids; an administrator without any has a list with one empty text. */
const row = z.object({
  id,
  uuid: text,
  roleId: id,
  username: text,
  twoFactorAuthModule: text,
  firstname: text,
  lastname: text,
  fullName: text,
  email: text,
  signature: text,
  notes: text,
  template: text,
  language: text,
  isDisabled: flag,
  loginAttempts: count,
  supportDepartmentIds: ids,
  receivesTicketNotifications: ids,
  homepageWidgetsConfig: verbatim,
  hiddenHomepageWidgets: verbatim,
  gravatarHash: text,
  created_at: dateTime,
  updated_at: dateTime,
});

/** From 7.7. It counts under a name of its own. */
export const GetAdminUsers = read('GetAdminUsers', {
  params: z.strictObject({
    roleid: idParam.optional(),
    email: z.string().optional(),
    include_disabled: optionParam.optional(),
  }),
  answer: z.object({ count, admin_users: listOf('admin_user', row).default([]) }),
  keep: 'reference',
  topics: ['administrators'],
  probe: {},
});

/** The administrator behind the credential. Permissions are names with commas between them. */
export const GetAdminDetails = read('GetAdminDetails', {
  params: z.strictObject({}),
  answer: z.object({
    adminid: id,
    name: text,
    notes: text,
    signature: text,
    allowedpermissions: text,
    departments: ids,
    requesttime: dateTime,
    whmcs: objectOf(z.object({ version: text, canonicalversion: text })).prefault({}),
  }),
  keep: 'record',
  topics: ['administrators'],
  probe: {},
});

const online = z.object({ adminusername: text, logintime: dateTime, ipaddress: text, lastvisit: dateTime });

export const GetStaffOnline = read('GetStaffOnline', {
  params: z.strictObject({}),
  answer: page({ staffonline: rows('staff', online) }),
  keep: 'list',
  topics: ['administrators'],
  probe: {},
});

export const UpdateAdminNotes = write('UpdateAdminNotes', {
  params: z.strictObject({ notes: z.string() }),
  answer: z.object({}),
  purpose: 'support',
  repeat: 'none',
  refusals: [],
  reconcile: {
    ...updated<{ readonly notes: string }, string>({
      named: 'adminid',
      // The command does not name its administrator, who is the one behind the credential.
      id: () => 0,
      read: async (_, look) => (await look(GetAdminDetails, {})).notes ?? '',
      valuesOf: (notes) => ({ notes }),
      wanted: ({ notes }) => ({ notes }),
    }),
    // Where credentials of their own read and write, these are the notes of another administrator, and never change.
    absenceProves: false,
  },
  changes: { administrators: true },
});

const message = z.strictObject({
  messagename: z.string().optional(),
  customsubject: z.string().optional(),
  custommessage: z.string().optional(),
  /** Which administrators get it; `deptid` narrows `support`. */
  type: z.enum(['system', 'account', 'support']).optional(),
  deptid: idParam.optional(),
  mergefields: z.record(z.string(), z.string()).optional(),
});

export const SendAdminEmail = write('SendAdminEmail', {
  params: needsOneOf(message, 'messagename', 'custommessage'),
  answer: z.object({}),
  purpose: 'support',
  repeat: 'resend',
  remote: 'mail',
  refusals: ['Email Template not found', saysUnmailed],
  reconcile: { never: 'no command shows the mail that administrators were sent' },
  changes: {},
});
