// Letters that one types otherwise than they are written: those that Unicode does not decompose, as their readers would
// type them on a plain keyboard, and those that two keyboards of one script give differently (Arabic and Persian yeh and
// kaf, teh marbuta as it is spoken, the sigma at the end of a word).
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
  ς: 'σ',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
};
const hardLetters = new RegExp(`[${Object.keys(plain).join('')}]`, 'g');
const onlyAscii = /^[\u0020-\u007e]*$/;
/**
 * What nobody types as it is written, or types at all: apostrophes, primes and quotes, hyphens and dashes, `<` and `>`
 * around an address, the tatweel, and format characters.
 */
const dropped =
  /['"`<>´\u02b9-\u02df\u02e5-\u02ff\u0384\u055a\u05f3\u05f4\u0640\u1fbd\u1fbf\u1ffd\u1ffe\u201a\u201e\u2032-\u2037\u2043\u2212\u275b-\u2760\u300c-\u300f\u301d-\u301f\ua78b\ua78c\p{Pd}\p{Pi}\p{Pf}\p{Cf}]/gu;
/** People write these for apostrophes; Unicode would decompose them to a space. */
const spacingAccents = /[´\u02d8-\u02dd\u0384\u1fbd\u1fbf\u1ffd\u1ffe]/g;
const droppedAscii = /['"`<>-]/g;
const needsMore = /['"`<>,-]| {2}/;

/**
 * Text as search compares it: no case, no accents (`Hadžić` → `hadzic`, `Straße` → `strasse`), no apostrophes, quotes,
 * hyphens and invisible marks (`O’Brien-Lang` → `obrienlang`), compatibility forms resolved; white space of any kind,
 * commas and control characters as single spaces. Folded once more it stays as it is.
 */
export function foldText(text: string): string {
  if (onlyAscii.test(text)) return foldAscii(text);
  const bare = text.replace(spacingAccents, '').normalize('NFKD').replace(/\p{M}/gu, '');
  // An accent was all that was in the way, as with most names that have one.
  if (onlyAscii.test(bare)) return foldAscii(bare);
  return bare
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(dropped, '')
    .replace(hardLetters, (letter) => plain[letter] ?? letter)
    .replace(/[\s\p{Z}\p{C},،、]+/gu, ' ')
    .trim();
}

function foldAscii(text: string): string {
  const folded = text.toLowerCase().trim();
  return needsMore.test(folded) ? folded.replace(droppedAscii, '').replace(/[ ,]+/g, ' ').trim() : folded;
}

const writtenOut: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', å: 'aa', ø: 'oe' };
const mayBeWrittenOut = /[äöüåø\u212b]|[aou]\u0308|a\u030a/i;

/**
 * The second form of a text, folded: as Germans and Scandinavians write it where they have no such keys (`Müller` →
 * `mueller`, `Åse Sørensen` → `aase soerensen`); null: it has none.
 */
export function writtenOutForm(text: string): string | null {
  if (onlyAscii.test(text) || !mayBeWrittenOut.test(text)) return null;
  const composed = text.normalize('NFC').toLowerCase();
  const written = composed.replace(/[äöüåø]/g, (letter) => writtenOut[letter] ?? letter);
  return written === composed ? null : foldText(written);
}
