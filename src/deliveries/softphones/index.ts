import type { PhoneFormat } from '../phone-xml/format.ts';
import { acrobits } from './acrobits.ts';
import { microsip } from './microsip.ts';
import { sessiontalk } from './sessiontalk.ts';
import { zoiper } from './zoiper.ts';

// The registry: a softphone is one file and one line here.
export const softphoneFormats: readonly PhoneFormat[] = [acrobits, sessiontalk, zoiper, microsip];
