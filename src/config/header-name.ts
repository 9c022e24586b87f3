/** The name of a request header. Browsers take "*" for every header but the one that matters, Authorization: it is none. */
import { z } from 'zod';

const form = { error: 'must be the name of a request header, such as X-Tenant' };

export const headerName = z.string(form).regex(/^[\w!#$%&'+.^`|~-]+$/, form);
