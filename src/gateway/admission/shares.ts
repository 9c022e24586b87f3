/** A resource that owners share. No owner may hold more than is left for the others, so that one alone cannot use it up. */
export interface Shares {
  /** Takes an amount for an owner. If that is too much, takes nothing and returns why. */
  take(owner: string, amount: number): Shortage | null;
  /** Why an owner cannot have this much more; null if it can. */
  shortage(owner: string, amount: number): Shortage | null;
  give(owner: string, amount: number): void;
  readonly taken: number;
  readonly isFull: boolean;
}

/** `all`: everything is taken. `share`: the owner has its share. */
export type Shortage = 'all' | 'share';

/** @param each the most that one owner may hold, however much is left */
export function shares(all: number, each = all): Shares {
  const parts = new Map<string, number>();
  let taken = 0;
  const shortage = (owner: string, amount: number): Shortage | null => {
    if (taken + amount > all) return 'all';
    return (parts.get(owner) ?? 0) + amount > Math.min(each, all - taken) ? 'share' : null;
  };
  return {
    shortage,
    take(owner, amount) {
      const short = shortage(owner, amount);
      if (short) return short;
      parts.set(owner, (parts.get(owner) ?? 0) + amount);
      taken += amount;
      return null;
    },
    give(owner, amount) {
      const left = (parts.get(owner) ?? 0) - amount;
      if (left > 0) parts.set(owner, left);
      else parts.delete(owner);
      taken -= amount;
    },
    get taken() {
      return taken;
    },
    get isFull() {
      return taken >= all;
    },
  };
}
