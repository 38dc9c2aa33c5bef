// Letters that Unicode does not decompose, as their readers would type them on a plain keyboard.
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ŋ: 'n',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ĸ: 'k',
  ſ: 's',
};
const hardLetters = new RegExp(`[${Object.keys(plain).join('')}]`, 'g');
const onlyAscii = /^[\u0020-\u007e]*$/;

/**
 * Text as search compares it: no case, no accents (`Hadžić` → `hadzic`, `Straße` → `strasse`),
 * compatibility forms resolved, white space of any kind as single spaces, no control characters.
 */
export function foldText(text: string): string {
  if (onlyAscii.test(text)) return foldAscii(text);
  const bare = text.normalize('NFKD').replace(/\p{M}/gu, '');
  // An accent was all that was in the way, as with most names that have one.
  if (onlyAscii.test(bare)) return foldAscii(bare);
  return bare
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(hardLetters, (letter) => plain[letter] ?? letter)
    .replace(/[\s\p{Z}\p{C}]+/gu, ' ')
    .trim();
}

function foldAscii(text: string): string {
  const folded = text.toLowerCase().trim();
  return folded.includes('  ') ? folded.replace(/ {2,}/g, ' ') : folded;
}
