/** The records of the installation. Text is stored as people typed it, and encoded when it is printed. */
export type * from './model/billing.ts';
export * from './model/clients.ts';
export type * from './model/fields.ts';
export type * from './model/marketing.ts';
export type * from './model/projects.ts';
export type * from './model/services.ts';
export type * from './model/support.ts';
export type * from './model/system.ts';
export type * from './model/tlds.ts';
