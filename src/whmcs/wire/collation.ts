/** As MySQL compares text: without case and without blanks at its end; the same text for what WHMCS takes for the same. */
export const collated = (text: string | null | undefined): string => (text ?? '').trim().toLowerCase();
