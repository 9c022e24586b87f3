import { createHash } from 'node:crypto';
import { admin } from '../world/reference.ts';
import type { World } from '../world/world.ts';
import { read, write, type Call } from './command.ts';
import { columns, numerals, texts } from './row.ts';
import { list } from './table-command.ts';

/** Disabled accounts are left out unless they are asked for. */
const shown = ({ administrators }: World, { params }: Call) =>
  administrators.all().filter(({ disabled }) => !disabled || params.flag('include_disabled'));

/** Disabled accounts are listed on request only; this command counts under a name of its own. */
export const GetAdminUsers = list({
  from: shown,
  rows: 'admin_users',
  where: { roleid: 'roleid', email: ({ email }, sent) => email.includes(sent) },
  unpaged: true,
  counts: { totalresults: 'none' },
  head: (call) => ({ count: shown(call.world, call).length }),
  row: (member, { wire }) => ({
    ...columns(member, 'id', 'username', 'email'),
    ...texts(wire, member, 'firstname', 'lastname', 'notes'),
    uuid: '',
    roleId: member.roleid,
    twoFactorAuthModule: '',
    signature: '',
    template: 'blend',
    language: 'english',
    isDisabled: Number(member.disabled),
    loginAttempts: 0,
    supportDepartmentIds: member.departments.length === 0 ? [''] : member.departments.map(String),
    receivesTicketNotifications: [''],
    homepageWidgetsConfig: '',
    hiddenHomepageWidgets: '',
    created_at: '2018-01-01 00:00:00',
    updated_at: '2018-09-04 09:51:26',
    fullName: wire.text(`${member.firstname} ${member.lastname}`),
    gravatarHash: createHash('md5').update(member.email).digest('hex'),
  }),
});

/** The administrator behind the credential. */
export const GetAdminDetails = read(({ version, wire, world }) => ({
  ...numerals(wire, { adminid: admin.id }, 'adminid'),
  name: admin.name,
  notes: wire.text(world.administrators.get(admin.id)?.notes ?? ''),
  signature: '',
  allowedpermissions: 'Main Homepage,List Clients,List Invoices,API Access',
  departments: edged(
    wire.untidy,
    world.departments.filter(({ assigned }) => assigned).map(({ id }) => id),
  ),
  requesttime: world.clock.now(),
  whmcs: { version, canonicalversion: `${version}-release.1` },
}));

/** A list of ids as text, which begins and ends with a comma. */
const edged = (untidy: boolean, ids: readonly number[]): string => (untidy ? `,${ids.join(',')},` : ids.join(','));

/** Replaces the notes of the administrator behind the credential. */
export const UpdateAdminNotes = write(({ params, world }) => {
  const member = world.administrators.get(admin.id);
  if (member) member.notes = params.text('notes') ?? '';
  return {};
});

export const GetStaffOnline = list({
  from: () => [admin],
  rows: 'staffonline.staff',
  unpaged: true,
  row: ({ username }, { world }) => ({
    adminusername: username,
    logintime: world.clock.now(),
    ipaddress: '203.0.113.1',
    lastvisit: world.clock.now(),
  }),
});
