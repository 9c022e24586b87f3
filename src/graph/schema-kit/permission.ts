/** What a mutation is for, and whom, carried by its field in the schema. */
import { z } from 'zod';
import { offers, type Permission } from '../../access/permissions.ts';
import { purposes } from '../../whmcs/command.ts';
import { markedDangerous } from './dangerous.ts';
import type { Extensible } from './staff.ts';

/** Put among the options of a mutation's field, it says who may perform it. */
export const withPermission = ({ name, purpose, offered, isOff }: Permission) => ({
  extensions: {
    permission: { name, purpose, offered, isOff },
    ...(purpose === 'dangerous' && markedDangerous),
  },
});

const permission = z
  .object({ name: z.string(), purpose: z.enum(purposes), offered: z.enum(offers), isOff: z.boolean() })
  .nullable()
  .catch(null);

/** The permission that a field of the schema carries; null where it carries none. */
export const permissionOf = ({ extensions }: Extensible): Permission | null =>
  permission.parse(extensions?.['permission'] ?? null);
