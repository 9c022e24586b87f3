/** What partners and clients may do to their services, as the configuration lists it. Staff are not limited by it. */
export interface SelfService {
  /** The products that a product may be changed to, by WHMCS's number of it. */
  readonly upgrades: Readonly<Record<string, readonly number[]>>;
  /** Functions of server modules. */
  readonly moduleActions: readonly string[];
}

export const noSelfService: SelfService = Object.freeze({ upgrades: {}, moduleActions: [] });
