/** The origin of a page, exactly as browsers send it: scheme and host, a port where it is not the usual one, and nothing behind. */
import { z } from 'zod';

const form = { error: 'must be the origin of a page, such as https://app.example.com' };

export const origin = z.string(form).refine((given) => URL.canParse(given) && new URL(given).origin === given, form);
