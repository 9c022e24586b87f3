/** What partners and clients may do to their services: `upgrades` and `moduleActions` of the configuration file. */
import { z } from 'zod';
import { orEmpty } from './forms.ts';

const productForm = { error: 'must be the id of a product in WHMCS' };
const product = z.int(productForm).positive(productForm);

/** The products that a product may be changed to, by its id. */
export const upgrades = orEmpty(
  z.record(
    z.string().regex(/^[1-9]\d{0,9}$/, productForm),
    z.array(product, { error: 'must be a list of ids of products' }),
    { error: 'must be a mapping from the id of a product to a list of ids' },
  ),
);

const actionForm = { error: 'must be the name of a function of a server module' };

export const moduleActions = z
  .array(z.string(actionForm).regex(/\S/, actionForm), { error: 'must be a list of functions of server modules' })
  .default([]);
