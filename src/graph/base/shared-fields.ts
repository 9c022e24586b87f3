/**
 * The custom fields that viewers other than staff may see. WHMCS does not say which fields only administrators see, so the configuration
 * lists the others.
 */

/** Things that have custom fields. */
export type FieldsOf = 'clients' | 'services' | 'tickets';

/** The fields that are not for staff alone: by WHMCS's number, and by name for those with which WHMCS sends no number. */
export type SharedFields = Readonly<Record<FieldsOf, readonly (number | string)[]>>;

export const noFields: SharedFields = Object.freeze({ clients: [], services: [], tickets: [] });
