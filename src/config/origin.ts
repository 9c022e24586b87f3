/** The origin of a page, exactly as browsers send it: scheme, host, and a port unless it is the default; no path. */
import { z } from 'zod';

const form = { error: 'must be the origin of a page, such as https://app.example.com' };

export const origin = z.string(form).refine((given) => URL.canParse(given) && new URL(given).origin === given, form);
