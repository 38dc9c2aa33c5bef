import { cisco } from './cisco.ts';
import { fanvil } from './fanvil.ts';
import type { PhoneFormat } from './format.ts';
import { gigaset } from './gigaset.ts';
import { grandstream } from './grandstream.ts';
import { htek } from './htek.ts';
import { mitel } from './mitel.ts';
import { polycom } from './polycom.ts';
import { snom } from './snom.ts';
import { yealink } from './yealink.ts';

// The registry: a vendor is one file and one line here.
export const phoneFormats: readonly PhoneFormat[] = [
  yealink,
  cisco,
  polycom,
  grandstream,
  snom,
  fanvil,
  gigaset,
  mitel,
  htek,
];
