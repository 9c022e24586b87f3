/** Fields for staff alone: what WHMCS shows to its administrators and to nobody else. */
import type { Graph } from './context.ts';
import { forbidden } from './errors.ts';
import { mark, marksOf } from './marks.ts';

/** Wraps a resolver so that it answers staff, and FORBIDDEN to everybody else. */
export const staffOnly = <Thing, Shown>(resolve: (thing: Thing) => Shown) =>
  mark((thing: Thing, _args: object, { viewer }: Graph): Shown => {
    if (viewer.role !== 'STAFF') throw forbidden('this field is for staff');
    return resolve(thing);
  }, marksOf(resolve));
