/** The filters of a declared list: arguments in our words, each for a parameter of the command. */
import type { ArgBuilder } from '@pothos/core';
import { badInput } from '../base/errors.ts';
import { numberOf, optionalNumberOf, parseGlobalId } from '../base/global-id.ts';
import type { WallClock } from '../base/wall-clock.ts';
import type { Types } from './builder.ts';
import { flagIn, numberIn, textIn, type ParamOf } from './columns.ts';
import type { Enumeration } from './enumeration.ts';

type Args = ArgBuilder<Types>;
type ArgRef = PothosSchemaTypes.ArgumentRef<Types, unknown>;

export interface Filter {
  readonly param: string;
  /** Whether a value may belong to another viewer's data, such as a name: an empty result then takes as long as a match. */
  readonly isGuess: boolean;
  arg(args: Args, isRequired?: boolean): ArgRef;
  /** What is sent for an argument; null or undefined for nothing. */
  sent(value: unknown, clock: WallClock): string | number | boolean | readonly number[] | null | undefined;
  /** Other parameters that are sent with it. */
  with?(value: unknown): Readonly<Record<string, string>>;
}

export type Filters = Readonly<Record<string, Filter>>;

/** The kinds of filters, over the parameters `P` of a command. */
export class FilterKit<P> {
  text(param: ParamOf<P, string>, description: string): Filter {
    return {
      param,
      isGuess: true,
      arg: (arg, required = false) => arg.string({ description, required }),
      sent: textIn,
    };
  }

  day(param: ParamOf<P, string>, description: string): Filter {
    return {
      param,
      isGuess: false,
      arg: (arg, required = false) => arg({ type: 'Date', description, required }),
      sent: textIn,
    };
  }

  /** A day, for a command that reads days in the installation's own format. */
  localDay(param: ParamOf<P, string>, description: string): Filter {
    return {
      ...this.day(param, description),
      sent: (day, clock) => (typeof day === 'string' ? clock.localDate(day) : null),
    };
  }

  /** An instant, sent as the installation's wall clock shows it. */
  instant(param: ParamOf<P, string>, description: string): Filter {
    return {
      param,
      isGuess: false,
      arg: (arg, required = false) => arg({ type: 'DateTime', description, required }),
      sent: (instant, clock) => (instant instanceof Date ? clock.told(instant) : null),
    };
  }

  /** An exact decimal, such as an amount. */
  decimal(param: ParamOf<P, string>, description: string): Filter {
    return {
      param,
      isGuess: false,
      arg: (arg, required = false) => arg({ type: 'Decimal', description, required }),
      sent: textIn,
    };
  }

  /** The number of a thing of this type. */
  id(type: string, param: ParamOf<P, number>, description: string): Filter {
    return {
      param,
      isGuess: false,
      arg: (arg, required = false) => arg.id({ description, required }),
      sent: (id) => optionalNumberOf(type, textIn(id)),
    };
  }

  /** The numbers of several things of this type. */
  ids(type: string, param: ParamOf<P, number[]>, description: string): Filter {
    return {
      param,
      isGuess: false,
      arg: (arg, required = false) => arg.idList({ description, required }),
      sent: (ids) => (Array.isArray(ids) ? ids.map((id: unknown) => numberOf(type, String(id))) : null),
    };
  }

  /**
   * A thing of one of several types, by its global id, which says of which.
   *
   * @param types the word that `typeParam` takes for each type
   */
  related(
    types: Readonly<Record<string, string>>,
    { id: param, type: typeParam }: { readonly id: ParamOf<P, number>; readonly type: keyof P & string },
    description: string,
  ): Filter {
    const names = Object.keys(types).join(', ');
    const read = (id: unknown) => {
      const parsed = parseGlobalId(textIn(id) ?? '');
      const word = Object.entries(types).find(([name]) => name === parsed?.type)?.[1];
      if (parsed === null || word === undefined) throw badInput(`expected a global id of one of ${names}`);
      return { number: parsed.id, word };
    };
    return {
      param,
      isGuess: false,
      arg: (arg, required = false) => arg.id({ description, required }),
      sent: (id) => read(id).number,
      with: (id) => ({ [typeParam]: read(id).word }),
    };
  }

  /** A whole number that is no id. */
  count(
    param: ParamOf<P, number>,
    description: string,
    { min = 0, max = Infinity }: { readonly min?: number; readonly max?: number } = {},
  ): Filter {
    return {
      param,
      isGuess: false,
      arg: (arg, required = false) => arg.int({ description, required }),
      sent(value) {
        const number = numberIn(value);
        if (number === null || (number >= min && number <= max)) return number;
        throw badInput(`expected a number of ${min} to ${max}, got ${number}`);
      },
    };
  }

  flag(param: ParamOf<P, boolean>, description: string): Filter {
    return {
      param,
      isGuess: false,
      arg: (arg, required = false) => arg.boolean({ description, required }),
      sent: flagIn,
    };
  }

  enumOf<N extends string, W extends string>(
    { words, type, given }: Enumeration<N, W>,
    param: ParamOf<P, W>,
    description: string,
  ): Filter {
    return {
      param,
      isGuess: false,
      arg: (arg, required = false) => arg({ type: given ?? type, description, required }),
      sent: (value) => words.names.filter((name) => name === value).map((name) => words.write(name))[0],
    };
  }

  /** Makes the argument one that has to be given. */
  required(filter: Filter): Filter {
    return { ...filter, arg: (arg) => filter.arg(arg, true) };
  }
}

/** The arguments of a field. */
export const filterArgs = (filters: Filters, args: Args): Record<string, ArgRef> =>
  Object.fromEntries(Object.entries(filters).map(([name, filter]) => [name, filter.arg(args)]));

/** What is sent for the arguments that are given, and what they are besides: an argument that is null is one that is left out. */
export function askedBy(
  filters: Filters,
  asked: Readonly<Record<string, unknown>>,
  clock: WallClock,
): { readonly sent: Record<string, unknown>; readonly identity: Record<string, unknown>; readonly isGuess: boolean } {
  const given = Object.entries(filters).filter(([name]) => asked[name] != null);
  const values = Object.fromEntries(given.map(([name, filter]) => [name, filter.sent(asked[name], clock)]));
  return {
    sent: Object.fromEntries([
      ...given.map(([name, { param }]): [string, unknown] => [param, values[name]]),
      ...given.flatMap(([name, filter]) => Object.entries(filter.with?.(asked[name]) ?? {})),
    ]),
    identity: Object.fromEntries(Object.entries({ ...asked, ...values }).filter(([, value]) => value != null)),
    isGuess: given.some(([, filter]) => filter.isGuess),
  };
}
