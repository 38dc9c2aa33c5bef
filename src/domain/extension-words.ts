// What people write before an extension. To add a word, add it here: lower case, as it stands in contact lists, without
// the full stop that may follow.

const words: readonly string[] = [
  // English
  ...['extension', 'extn', 'exten', 'ext', 'xtn', 'x', 'local', 'loc'],
  // German, Austria, Switzerland
  ...[
    'durchwahl',
    'durchw',
    'dw',
    'nebenstelle',
    'nst',
    'apparat',
    'app',
    'hausruf',
    'klappe',
    'kl',
    'intern',
  ],
  // French, Italian, Spanish, Portuguese, Romanian
  ...[
    'poste',
    'pst',
    'p',
    'interne',
    'interno',
    'int',
    'derivazione',
    'anexo',
    'anex',
    'extensión',
    'extension',
  ],
  ...['extensao', 'extensão', 'ramal', 'rml', 'r', 'interior'],
  // Dutch, Scandinavian, Finnish
  ...['toestel', 'toest', 'tst', 'anknytning', 'ankn', 'anknytn', 'lokalnummer', 'lokal', 'linje', 'linjenr'],
  ...['alanumero', 'alanro', 'sisäinen', 'innanhúss', 'innanhússnúmer'],
  // Polish, Czech, Slovak, Hungarian, Slovene, Croatian, Serbian, Bosnian
  ...[
    'wewnętrzny',
    'wewn',
    'wew',
    'linka',
    'l',
    'klapka',
    'kl',
    'mellék',
    'mell',
    'interna',
    'interni',
    'lok',
  ],
  // Russian, Ukrainian, Bulgarian, Greek
  ...[
    'добавочный',
    'добав',
    'доб',
    'внутренний',
    'внутр',
    'вн',
    'додатковий',
    'дод',
    'внутрішній',
    'вътр',
    'лок',
  ],
  ...['εσωτερικό', 'εσωτ', 'εσ'],
  // Turkish, Hebrew, Arabic, Persian
  ...['dahili', 'dah', 'שלוחה', 'פנימי', 'داخلي', 'داخلية', 'تحويلة', 'داخلی'],
  // Japanese, Chinese, Korean, Vietnamese, Thai, Indonesian
  ...[
    '内線',
    '內線',
    '内线',
    '分機',
    '分机',
    '转',
    '轉',
    '내선',
    '교환',
    'máy lẻ',
    'máy nhánh',
    'nội bộ',
    'ต่อ',
    'pesawat',
    'pes',
  ],
  // Baltic
  ...['vidinis', 'vid', 'iekšējais', 'iekš', 'sisenumber'],
];

const folded = (text: string) => text.normalize('NFKC').replace(/\p{M}/gu, '');
const longestFirst = [...new Set(words.map(folded))].sort((one, other) => other.length - one.length);

const alternatives = longestFirst.join('|');

/** An extension with its word, at the beginning of what stands behind a number; the digits are its first group. */
export const wordedExtension = new RegExp(
  `^[\\s,.;:/(<-]*(?:${alternatives})[\\s.:=#-]*(\\d{1,10})(?!\\d)[)>]?#?`,
  'iu',
);

/** The same with the word behind it: `/12 mellék`. */
export const extensionBeforeWord = new RegExp(
  `^[\\s,./(-]*(\\d{1,10})[\\s.-]*(?:${longestFirst.filter((word) => word.length > 3).join('|')})(?!\\p{L})[.)]*`,
  'iu',
);
