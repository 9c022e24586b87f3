/** A custom field or a configurable option, and its value. */
export interface FieldValue {
  readonly id: number;
  value: string;
}
