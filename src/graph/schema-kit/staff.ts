/** Fields and inputs for staff only: WHMCS shows or accepts them in its admin area alone. */
import type { Action } from '../../access/permissions.ts';
import type { ResolverContext } from '../read/scope.ts';
import { forbidden } from '../base/errors.ts';
import { declaredBy, withMeta } from '../base/field-meta.ts';

/** Wraps the resolver of a field that only the staff schema has. Another viewer that reached it would get FORBIDDEN. */
export const staffOnly = <Thing, Shown, Args extends object = object>(
  resolve: (thing: Thing, args: Args, graph: ResolverContext) => Shown,
) =>
  withMeta(
    (thing: Thing, args: Args, graph: ResolverContext): Shown => {
      if (graph.viewer.role !== 'STAFF') throw forbidden('this field is for staff');
      return resolve(thing, args, graph);
    },
    { ...declaredBy(resolve), forStaff: true },
  );

/** Wraps the resolver of a field that a purpose in `allow` shows. A viewer without it that reached the field would get FORBIDDEN. */
export const shownBy = <Thing, Shown, Args extends object = object>(
  purpose: Action,
  resolve: (thing: Thing, args: Args, graph: ResolverContext) => Shown,
) =>
  withMeta(
    (thing: Thing, args: Args, graph: ResolverContext): Shown => {
      if (!graph.viewer.isShown(purpose)) throw forbidden(`this field is for viewers whose allow lists ${purpose}`);
      return resolve(thing, args, graph);
    },
    { ...declaredBy(resolve), shownBy: purpose },
  );

/** Put among the options of an object type, an input field, an argument or an enum value, it takes that out of every other viewer's schema. */
export const forStaff = { extensions: { forStaff: true } } as const;

export interface Extensible {
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Whether an object type, an input field, an argument or an enum value is for staff. */
export const isForStaff = ({ extensions }: Extensible): boolean => extensions?.['forStaff'] === true;
