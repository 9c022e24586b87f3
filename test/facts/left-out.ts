/** Documented parameters that no caller may choose: the preview of an upgrade fixes `calconly`, and the order never has it. */
export const paramsLeftOut: Readonly<Record<string, readonly string[]>> = {
  UpgradeProduct: ['calconly'],
};
