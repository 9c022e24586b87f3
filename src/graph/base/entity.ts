/**
 * A thing holds every account of it that it was given, and asks WHMCS only for what none of them tells.
 * Absent is not null: absent is "not told", null is "told: nothing". Where two accounts disagree, the younger is right.
 */
import { globalId } from './global-id.ts';
import type { MaybePromise } from './maybe-promise.ts';

/** What one answer tells of a thing; undefined is "not told". */
export type Account<Facts> = { readonly [Fact in keyof Facts]?: Facts[Fact] | undefined };

/** Makes accounts of rows, each row's once: rows stay in the cache, and are shown again and again. */
export function accounts<Row extends object, Facts>(read: (row: Row) => Account<Facts>): (row: Row) => Account<Facts> {
  const made = new WeakMap<Row, Account<Facts>>();
  return (row) => {
    const known = made.get(row);
    if (known) return known;
    const account = read(row);
    made.set(row, account);
    return account;
  };
}

interface Dated<Facts> {
  readonly account: Account<Facts>;
  /** When WHMCS was asked for it, in milliseconds. */
  readonly toldOn: number;
}

export abstract class Entity<Facts extends object> {
  /** Its type in the graph. */
  abstract readonly typename: string;
  /** WHMCS's own number. */
  readonly whmcsId: number;
  /** The client to whom it belongs; null where it belongs to nobody. */
  readonly ownerId: number | null;
  // Not #private: one is made for each row that is shown, and V8 (Node 20) takes longer for each of those than for all of these.
  /** The youngest account; most things have no other. */
  private account: Account<Facts> | undefined = undefined;
  private accountToldOn = 0;
  /** The others, youngest first. */
  private older: Dated<Facts>[] | undefined = undefined;
  private recalled = false;

  constructor(whmcsId: number, ownerId: number | null) {
    this.whmcsId = whmcsId;
    this.ownerId = ownerId;
  }

  get globalId(): string {
    return globalId(this.typename, this.whmcsId, this.ownerId);
  }

  /** Takes in an account; facts that it does not tell (undefined) stay as they were. */
  learn(account: Account<Facts>, toldOn: number): void {
    const youngest = this.account;
    if (youngest === account) return;
    if (youngest === undefined) {
      this.account = account;
      this.accountToldOn = toldOn;
      return;
    }
    const older = (this.older ??= []);
    if (older.some((known) => known.account === account)) return;
    if (toldOn >= this.accountToldOn) {
      older.unshift({ account: youngest, toldOn: this.accountToldOn });
      this.account = account;
      this.accountToldOn = toldOn;
    } else {
      const place = older.findIndex((known) => known.toldOn <= toldOn);
      older.splice(place === -1 ? older.length : place, 0, { account, toldOn });
    }
  }

  /** What is known without looking anywhere. */
  known<F extends keyof Facts>(fact: F): Facts[F] | undefined {
    const told = this.account?.[fact];
    if (told !== undefined || !this.older) return told;
    return this.older.find(({ account }) => account[fact] !== undefined)?.account[fact];
  }

  /** When the account that tells a fact was asked for. */
  toldOn(fact: keyof Facts): number {
    if (this.account?.[fact] !== undefined) return this.accountToldOn;
    return this.older?.find(({ account }) => account[fact] !== undefined)?.toldOn ?? 0;
  }

  /** A fact that is known, or that some answer in memory tells. */
  atHand<F extends keyof Facts>(fact: F): Facts[F] | undefined {
    const told = this.known(fact);
    if (told !== undefined || this.recalled) return told;
    this.recalled = true;
    this.recall();
    return this.known(fact);
  }

  /** A fact: at once where some account tells it, else after asking; null where WHMCS does not tell it either. */
  tell<F extends keyof Facts>(fact: F): MaybePromise<Facts[F] | null> {
    const told = this.atHand(fact);
    if (told !== undefined) return told;
    const asked = this.ask(fact);
    return asked instanceof Promise ? asked.then(() => this.known(fact) ?? null) : (this.known(fact) ?? null);
  }

  /** Learns what answers in memory tell of it. */
  protected abstract recall(): void;

  /** Asks WHMCS for the account that tells `fact`, and learns it. A thing that turns out not to exist tells nothing. */
  protected abstract ask(fact: keyof Facts): MaybePromise<unknown>;
}
