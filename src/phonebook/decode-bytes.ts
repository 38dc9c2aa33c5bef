import iconv from 'iconv-lite';
import { readText } from './decode-text.ts';

/** A whole text from its bytes. In UTF-8, bytes that are none leave the marks of doubtful-text.ts. */
export function decodeBytes(bytes: Buffer, charset: string): string {
  if (/^iso-2022-jp$/i.test(charset)) return new TextDecoder('iso-2022-jp').decode(bytes);
  if (!/^utf-?8$/i.test(charset)) return iconv.decode(bytes, charset);
  const text = readText('utf-8', { marks: true });
  return text.write(bytes) + text.end();
}
