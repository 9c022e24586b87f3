/** The filters of a declared list: arguments in our words, each for a parameter of the command. */
import type { ArgBuilder } from '@pothos/core';
import { optionalNumberOf } from '../base/global-id.ts';
import type { Types } from './builder.ts';
import { textIn, type ParamOf } from './columns.ts';
import type { Enumeration } from './enumeration.ts';

type Args = ArgBuilder<Types>;
type ArgRef = PothosSchemaTypes.ArgumentRef<Types, unknown>;

export interface Filter {
  readonly param: string;
  /** Whether a value may belong to another viewer's data, such as a name: an empty result then takes as long as a match. */
  readonly isGuess: boolean;
  arg(args: Args): ArgRef;
  /** What is sent for an argument; null or undefined for nothing. */
  sent(value: unknown): string | number | null | undefined;
}

export type Filters = Readonly<Record<string, Filter>>;

/** The kinds of filters, over the parameters `P` of a command. */
export class FilterKit<P> {
  text(param: ParamOf<P, string>, description: string): Filter {
    return { param, isGuess: true, arg: (arg) => arg.string({ description }), sent: textIn };
  }

  day(param: ParamOf<P, string>, description: string): Filter {
    return { param, isGuess: false, arg: (arg) => arg({ type: 'Date', description }), sent: textIn };
  }

  /** The number of a thing of this type. */
  id(type: string, param: ParamOf<P, number>, description: string): Filter {
    return {
      param,
      isGuess: false,
      arg: (arg) => arg.id({ description }),
      sent: (id) => optionalNumberOf(type, textIn(id)),
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
      arg: (arg) => arg({ type: given ?? type, description }),
      sent: (value) => words.names.filter((name) => name === value).map((name) => words.write(name))[0],
    };
  }
}
