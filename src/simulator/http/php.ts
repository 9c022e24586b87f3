/** PHP's two kinds of request value: text, or an array whose keys are text (or digits). */
export type PhpValue = string | PhpForm;

/** A decoded form. Lists are objects keyed "0", "1", … just as PHP's arrays are. */
export interface PhpForm {
  readonly [name: string]: PhpValue;
}
