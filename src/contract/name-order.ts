import { z } from 'zod';
import { nameOrders } from '../domain/person-name.ts';

export const nameOrder = z.enum(nameOrders).describe('Names as `Ada King Archer`, or as `Archer, Ada King` ');
