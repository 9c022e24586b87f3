/** Records that belong to the installation and to no client. */
import { dayFromEpoch } from '../clock.ts';
import type { ClientGroup, PredefinedReply, Promotion, ReplyCategory, StaffMember } from './model.ts';
import { admin } from './reference.ts';

export const clientGroups: readonly ClientGroup[] = [
  {
    id: 1,
    groupname: 'Resellers & agencies',
    groupcolour: '#28C99B',
    discount: 1000,
    susptermexempt: true,
    separateinvoices: true,
  },
  {
    id: 2,
    groupname: 'Friends',
    groupcolour: '#FFFFFF',
    discount: 0,
    susptermexempt: false,
    separateinvoices: false,
  },
];

const unlimited = { recurring: false, startdate: '', expirationdate: '', maxuses: 0, uses: 1, notes: '' };

export const promotionTable: readonly Promotion[] = [
  { ...unlimited, id: 1, code: 'AUTUMN20', type: 'Percentage', recurring: true, value: 20, appliesto: [1, 2, 4] },
  {
    ...unlimited,
    id: 2,
    code: 'WELCOME5',
    type: 'Fixed Amount',
    value: 5,
    appliesto: [1],
    startdate: dayFromEpoch(-60),
    expirationdate: dayFromEpoch(-30),
    maxuses: 10,
    uses: 10,
    notes: 'STAFF-promotion-note: for the "spring fair" & partners',
  },
];

export const replyCategories: readonly ReplyCategory[] = [
  { id: 1, parentid: 0, name: 'Sales' },
  { id: 2, parentid: 0, name: 'Support' },
  { id: 3, parentid: 2, name: 'DNS & mail' },
];

export const predefinedReplies: readonly PredefinedReply[] = [
  { id: 1, catid: 1, name: 'Thanks', reply: 'Hello [NAME],\r\n\r\nthank you for asking.' },
  { id: 2, catid: 3, name: 'SPF', reply: 'Please add "v=spf1 mx -all" & wait an hour.' },
  { id: 3, catid: 3, name: 'Glue records', reply: 'Ask your registrar.' },
];

/** `disabled` ones are listed on request only. */
export const staff: readonly StaffMember[] = [
  {
    id: admin.id,
    roleid: 1,
    username: admin.username,
    firstname: 'Morgan',
    lastname: 'Weiss',
    email: 'morgan@hosting.example',
    notes: 'STAFF-admin-note: on call',
    disabled: false,
    departments: [1, 2, 3],
  },
  {
    id: 2,
    roleid: 2,
    username: 'ines',
    firstname: 'Inês',
    lastname: "D'Almeida",
    email: 'ines@hosting.example',
    notes: '',
    disabled: false,
    departments: [2],
  },
  {
    id: 3,
    roleid: 2,
    username: 'former',
    firstname: 'Kit',
    lastname: 'Former',
    email: 'kit@hosting.example',
    notes: '',
    disabled: true,
    departments: [],
  },
];

/** The settings of the installation, by WHMCS's names of them. */
export const configuration: Readonly<Record<string, string>> = {
  CompanyName: 'Hosting Example & Co.',
  SystemURL: 'https://shop.hosting.example/billing/',
  Version: '8.13.1-release.1',
  SMTPPassword: 'SECRET-smtp-password',
};
