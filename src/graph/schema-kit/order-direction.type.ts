/** The direction of an order. */
import { builder } from './builder.ts';

export const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which end of a list comes first.',
  values: {
    ASC: { description: 'From A to Z, from small to large, from old to new.' },
    DESC: { description: 'The other way round.' },
  },
});
