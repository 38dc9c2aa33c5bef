import { DirectoryError } from '../domain/errors.ts';
import { fileLimits } from './limits.ts';

export const tooManyBytes = () =>
  new DirectoryError(
    'too-large',
    `This file has more than ${fileLimits.bytes / 1024 / 1024} MB. Divide it into smaller files. Nothing was changed.`,
  );
