/** What the installation stores. Text is as people typed it; encoding happens on the way out. */
export type * from './model/billing.ts';
export * from './model/clients.ts';
export type * from './model/fields.ts';
export type * from './model/services.ts';
export type * from './model/support.ts';
