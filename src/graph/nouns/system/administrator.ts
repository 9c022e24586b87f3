/** The administrators of the installation, and the one behind the API credential. */
import { GetAdminDetails, GetAdminUsers, GetStaffOnline } from '../../../whmcs/commands/administrators.ts';
import { reference } from '../../schema-kit/declare-reference.ts';
import { rowsQuery } from '../../schema-kit/declare-rows.ts';
import { single } from '../../schema-kit/declare-single.ts';
import { Department, Departments } from '../support/department.ts';

export const Administrator = reference('Administrator', {
  called: 'administrator',
  description: 'A member of staff with an account in the administration area. WHMCS: GetAdminUsers.',
  // Work of former members of staff still names them.
  list: { command: GetAdminUsers, params: { include_disabled: true }, rows: 'admin_users', id: 'id' },
  code: 'username',
  query: {
    name: 'administrators',
    description: 'The administrators of the installation. WHMCS: GetAdminUsers.',
    params: {},
    filters: (filter) => ({
      roleId: filter.id('AdministratorRole', 'roleid', "Only those in the role with this number, which is WHMCS's."),
      email: filter.text('email', 'Only those whose address contains this text.'),
      includeDisabled: filter.flag('include_disabled', 'Whether disabled accounts are listed as well.'),
    }),
  },
  offered: 'staff',
  fields: (f) => ({
    uuid: f.text('uuid', "WHMCS's unique id of the account."),
    username: f.text('username', 'The user name.'),
    firstName: f.text('firstname', 'First name.'),
    lastName: f.text('lastname', 'Last name.'),
    fullName: f.text('fullName', 'First and last name.'),
    email: f.text('email', 'E-mail address.'),
    roleId: f.id('roleId', "WHMCS's number of the role, which decides what the account may do."),
    isDisabled: f.flag('isDisabled', 'Whether the account is disabled.'),
    departments: f.links(
      Department,
      'The support departments that the administrator belongs to.',
      (row) => row.supportDepartmentIds,
      (id, graph) => graph.noun(Departments).of(id),
    ),
    notifyingDepartments: f.links(
      Department,
      'The departments about whose tickets the administrator gets mail.',
      (row) => row.receivesTicketNotifications,
      (id, graph) => graph.noun(Departments).of(id),
    ),
    twoFactorModule: f.text(
      'twoFactorAuthModule',
      'System name of the module for two-factor sign-in; null without one.',
    ),
    failedSignInCount: f.count('loginAttempts', 'How often signing in has failed since it last succeeded.'),
    signature: f.text('signature', 'What stands below replies to tickets.'),
    notes: f.text('notes', "The administrator's own notes."),
    language: f.text('language', 'WHMCS\'s name of the language: "german".'),
    template: f.text('template', 'The template of the administration area.'),
    homepageWidgets: f.text('homepageWidgetsConfig', 'Settings of the widgets on the home page, as WHMCS keeps them.'),
    hiddenHomepageWidgets: f.text('hiddenHomepageWidgets', 'Widgets that are hidden, as WHMCS keeps them.'),
    gravatarHash: f.text('gravatarHash', 'MD5 of the address, for a picture.'),
    createdAt: f.instant('created_at', 'When the account was made.'),
    updatedAt: f.instant('updated_at', 'When the account was last changed.'),
  }),
});

export const Administrators = Administrator.Things;

export const CurrentAdministrator = single('CurrentAdministrator', {
  description: 'The administrator behind the API credential with which the gateway reads.',
  command: GetAdminDetails,
  query: {
    name: 'currentAdministrator',
    description: 'The administrator behind the API credential with which the gateway reads.',
  },
  offered: 'staff',
  row: (answer) => answer,
  fields: (f) => ({
    administrator: f.named(
      Administrator,
      'The account.',
      ({ adminid }) => adminid,
      (id, graph) => graph.noun(Administrators).of(id),
    ),
    name: f.text('name', 'First and last name.'),
    notes: f.text('notes', "The administrator's own notes."),
    signature: f.text('signature', 'What stands below replies to tickets.'),
    permissions: f.texts("What the account may do, in WHMCS's words.", ({ allowedpermissions }) =>
      allowedpermissions?.split(',').flatMap((name) => name.trim() || []),
    ),
    departments: f.links(
      Department,
      'The support departments that the administrator belongs to: WHMCS counts the tickets of no others.',
      (row) => row.departments,
      (id, graph) => graph.noun(Departments).of(id),
    ),
    askedAt: f.instant('requesttime', "WHMCS's clock at the time of the answer."),
    installation: f.part(({ whmcs }) => whmcs, 'The version of WHMCS, from any version on.', {
      name: 'InstallationVersion',
      description: 'The version of WHMCS.',
      fields: (part) => ({
        version: part.text('version', 'Its version: "8.13.1".'),
        canonicalVersion: part.text('canonicalversion', 'Its version with the kind of release: "8.13.1-release.1".'),
      }),
    }),
  }),
});

rowsQuery('staffOnline', {
  description: 'The administrators who are signed in to the administration area.',
  type: 'StaffOnline',
  each: 'An administrator who is signed in.',
  command: GetStaffOnline,
  rows: ({ staffonline }) => staffonline,
  fields: (f) => ({
    administrator: f.named(
      Administrator,
      'The account.',
      (row) => row.adminusername,
      (name, graph) => graph.noun(Administrators).of(name),
    ),
    username: f.text('adminusername', 'The user name.'),
    signedInAt: f.instant('logintime', 'When the administrator signed in.'),
    ipAddress: f.text('ipaddress', 'From where.'),
    lastSeenAt: f.instant('lastvisit', 'When the administrator last opened a page.'),
  }),
  offered: 'staff',
});
