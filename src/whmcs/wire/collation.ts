/** Text as MySQL compares it, without case and trailing blanks: WHMCS takes texts that are equal here for the same. */
export const collated = (text: string | null | undefined): string => (text ?? '').trim().toLowerCase();
