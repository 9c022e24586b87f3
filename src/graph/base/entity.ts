/**
 * An entity keeps every account of it that answers have given, and asks WHMCS only for facts that none of them has. Absent is not null:
 * absent means "not reported", null means "reported as empty". If two accounts disagree, the younger one is right.
 */
import { globalId } from './global-id.ts';
import type { MaybePromise } from '../../maybe-promise.ts';

/** The facts about an entity in one answer; undefined means "not reported". */
export type Account<Facts> = { readonly [Fact in keyof Facts]?: Facts[Fact] | undefined };

/** Converts rows to accounts, each row once: rows stay in the cache and are shown many times. */
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
  readonly askedOn: number;
}

export abstract class Entity<Facts extends object> {
  /** Its type in the graph. */
  abstract readonly typename: string;
  /** The number that WHMCS gives it. */
  readonly whmcsId: number;
  /** The number of the client that owns it; null if nobody does. */
  readonly ownerId: number | null;
  // Not #private: one entity is created for each row, and V8 (Node 20) takes longer for one #private field than for all of these.
  /** The youngest account; most entities have no other. */
  private account: Account<Facts> | undefined = undefined;
  private accountAskedOn = 0;
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

  /** Adds an account; facts that it does not have (undefined) are unchanged. */
  learn(account: Account<Facts>, askedOn: number): void {
    const youngest = this.account;
    if (youngest === account) return;
    if (youngest === undefined) {
      this.account = account;
      this.accountAskedOn = askedOn;
      return;
    }
    const older = (this.older ??= []);
    if (older.some((known) => known.account === account)) return;
    if (askedOn >= this.accountAskedOn) {
      older.unshift({ account: youngest, askedOn: this.accountAskedOn });
      this.account = account;
      this.accountAskedOn = askedOn;
    } else {
      const place = older.findIndex((known) => known.askedOn <= askedOn);
      older.splice(place === -1 ? older.length : place, 0, { account, askedOn });
    }
  }

  /** The fact, if an account has it; searches nothing. */
  known<F extends keyof Facts>(fact: F): Facts[F] | undefined {
    const told = this.account?.[fact];
    if (told !== undefined || !this.older) return told;
    return this.older.find(({ account }) => account[fact] !== undefined)?.account[fact];
  }

  /** When the account with a fact was asked for. */
  askedOn(fact: keyof Facts): number {
    if (this.account?.[fact] !== undefined) return this.accountAskedOn;
    return this.older?.find(({ account }) => account[fact] !== undefined)?.askedOn ?? 0;
  }

  /** The fact, if an account or a cached answer has it. */
  atHand<F extends keyof Facts>(fact: F): Facts[F] | undefined {
    const told = this.known(fact);
    if (told !== undefined || this.recalled) return told;
    this.recalled = true;
    this.recall();
    return this.known(fact);
  }

  /** The fact: immediately if it is known or cached, otherwise from WHMCS; null if WHMCS does not report it. */
  tell<F extends keyof Facts>(fact: F): MaybePromise<Facts[F] | null> {
    const told = this.atHand(fact);
    if (told !== undefined) return told;
    const asked = this.ask(fact);
    return asked instanceof Promise ? asked.then(() => this.known(fact) ?? null) : (this.known(fact) ?? null);
  }

  /** Adds the accounts of cached answers. */
  protected abstract recall(): void;

  /** Asks WHMCS for an account with `fact`, and adds it. An entity that does not exist has no facts. */
  protected abstract ask(fact: keyof Facts): MaybePromise<unknown>;
}
