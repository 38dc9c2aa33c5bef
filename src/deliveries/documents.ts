import type { PhoneDocument, PhoneFormat } from './phone-xml/format.ts';
import { phoneFormats } from './phone-xml/index.ts';
import { softphoneFormats } from './softphones/index.ts';

/** Everything that is served below `/p/<token>/`, but for caller lookup. */
export const formats: readonly PhoneFormat[] = [...phoneFormats, ...softphoneFormats];

/** A document by its path, for the preview. */
export const findDocument = (path: string): PhoneDocument | undefined =>
  formats.flatMap(({ documents }) => documents).find((document) => document.path === path);
