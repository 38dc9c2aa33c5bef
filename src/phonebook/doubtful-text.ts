import { doubtMark } from './decode-text.ts';

const undecodable = '\ufffd';

/** Whether a piece of text holds anything that was read from doubtful bytes. */
export const mayBeDoubtful = (text: string): boolean =>
  text.includes(doubtMark) || text.includes(undecodable);

/** Why the text of a row is doubtful, if it is. */
export function doubtAbout(texts: readonly string[]): string | undefined {
  if (texts.some((text) => text.includes(doubtMark)))
    return 'It holds a byte that is not UTF-8. It was read as Windows-1252.';
  if (texts.some((text) => text.includes(undecodable)))
    return 'It holds bytes that are no letter in this encoding.';
  return undefined;
}

export const withoutMarks = (text: string): string => text.replaceAll(doubtMark, '');
