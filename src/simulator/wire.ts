import type { Json } from './http/json.ts';

/** The shapes in which different commands say "no rows". */
export type EmptyList = 'list' | 'text' | 'array' | 'object' | 'missing';

/**
 * Spells stored facts in an answer. Untidy is how WHMCS is; tidy has one spelling for each fact.
 * Spellings that differ from row to row follow from the seed: the same question always gets the same answer.
 */
export class Wire {
  readonly untidy: boolean;
  readonly #seed: number;

  constructor(untidy: boolean, seed: number) {
    this.untidy = untidy;
    this.#seed = seed;
  }

  /** The index of one of several variants for this row; 0 in a tidy world. */
  variant(row: number, field: string, variants: number): number {
    if (!this.untidy) return 0;
    let hash = (this.#seed ^ 0x811c9dc5) >>> 0;
    for (const character of `${field}:${row}`)
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    return ((hash ^ (hash >>> 13)) >>> 0) % variants;
  }

  /** A number that this command sends as text. */
  numeral(value: number): string | number {
    return this.untidy ? String(value) : value;
  }

  /** A number that is text in some rows and a number in others. */
  wavering(value: number, row: number, field: string): string | number {
    return this.variant(row, field, 4) === 1 ? String(value) : value;
  }

  /** Text that people typed, as WHMCS stores it: through htmlspecialchars, quotes included. */
  text(value: string): string {
    if (!this.untidy || !/[&<>"']/.test(value)) return value;
    return value
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/"/g, '&quot;')
      .replace(/'/g, '&#039;');
  }

  /** A day, or one of WHMCS's spellings of no day. */
  day(value: string, row: number, field: string): string {
    if (value !== '') return value;
    return ['0000-00-00', '0000-00-00', '-0001-11-30', ''][this.variant(row, field, 4)] ?? '';
  }

  /** A moment, or one of WHMCS's spellings of no moment; the last is a zero date that PHP formatted again. */
  moment(value: string, row: number, field: string): string {
    if (value !== '') return value;
    const zeros = ['0000-00-00 00:00:00', '0000-00-00 00:00:00', '0000-00-00', '-0001-11-30 00:00:00'];
    return zeros[this.variant(row, field, 4)] ?? '';
  }

  /** `null` in one row and `""` in the next, as different versions filled the column. */
  nothing(row: number, field: string): null | '' {
    return this.variant(row, field, 2) === 1 ? '' : null;
  }

  /** A flag in one of the forms that this field is known to have; a tidy world uses the first. */
  flag(value: boolean, row: number, field: string, forms: readonly (readonly [Json, Json])[]): Json {
    const form = forms[this.variant(row, field, forms.length)] ?? [true, false];
    return value ? form[0] : form[1];
  }

  /**
   * `plural: { singular: [...] }`, or a bare list where there is no singular. Without rows, the shape in which this command prints an
   * empty list.
   */
  list(plural: string, singular: string | undefined, rows: readonly Json[], empty: EmptyList): { [key: string]: Json } {
    const shape = rows.length > 0 || !this.untidy ? 'list' : empty;
    switch (shape) {
      case 'list':
        return { [plural]: singular === undefined ? rows : { [singular]: rows } };
      case 'text':
        return { [plural]: '' };
      case 'array':
        return { [plural]: [] };
      case 'object':
        return { [plural]: {} };
      case 'missing':
        return {};
    }
  }

  /** Keys that addons and hooks of the operator put into some rows. */
  extra(row: number, table: string): { [key: string]: Json } {
    if (!this.untidy || this.variant(row, `extra-${table}`, 5) !== 2) return {};
    return { [`x_${table}_score`]: row % 100, moduledata: null };
  }
}
