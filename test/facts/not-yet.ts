/** What the gateway does not speak yet. A line goes when its command is there: a test fails for each that stays too long. */

export const notYet: ReadonlySet<string> = new Set([]);

/** Documented parameters that cannot be sent yet, by command. */
export const paramsNotYet: Readonly<Record<string, readonly string[]>> = {};

/** Documented parameters that no caller may choose: the preview of an upgrade fixes `calconly`, and the order never has it. */
export const paramsLeftOut: Readonly<Record<string, readonly string[]>> = {
  UpgradeProduct: ['calconly'],
};

/** Commands that are declared and that no description in the graph names yet. */
export const notShownYet: readonly string[] = [];
