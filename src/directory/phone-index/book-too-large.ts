import { DirectoryError } from '../../domain/errors.ts';

/** The index may not hold this company's book: its phones have to be answered from the database. */
export class BookTooLarge extends DirectoryError {
  constructor() {
    super(
      'database-unavailable',
      'This directory has more contacts than the phone index may hold. Raise its limit.',
    );
  }
}
