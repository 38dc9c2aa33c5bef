import { plainWord } from '../../domain/plain-word.ts';

/** The words of a column's name, plain: `workPhone2`, `Work_Phone-2` and “Work phone 2” have the same three. */
export const headingWords = (heading: string): readonly string[] =>
  plainWord(
    heading
      // One word, for all its capitals.
      .replace(/iPhone/g, 'iphone')
      .replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ')
      .replace(/(\p{L})(?=\d)|(\d)(?=\p{L})/gu, '$1$2 '),
  )
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
