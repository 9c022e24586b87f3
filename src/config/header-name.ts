/** The name of a request header. "*" is not allowed: browsers do not apply it to Authorization, the header that matters. */
import { z } from 'zod';

const form = { error: 'must be the name of a request header, such as X-Tenant' };

export const headerName = z.string(form).regex(/^[\w!#$%&'+.^`|~-]+$/, form);
