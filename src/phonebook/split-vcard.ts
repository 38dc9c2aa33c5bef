import { collectProperty, type RawProperty } from './collect-property.ts';
import { splitLines } from './split-lines.ts';

/** `agent`: the card that begins next is inside the open one. `other`: a line that is not read. */
export type VcardPart = Mark | 'other' | RawProperty;
type Mark = 'agent' | 'begin' | 'end';

const readProperties: ReadonlySet<string> = new Set([
  'N',
  'FN',
  'ORG',
  'TITLE',
  'TEL',
  'EMAIL',
  'NOTE',
  'KIND',
  'AGENT',
  'X-ABLABEL',
  'X-ABSHOWAS',
  'X-ADDRESSBOOKSERVER-KIND',
  'X-SWITCHBOOK-DEPARTMENT',
  'X-SWITCHBOOK-TYPE',
]);

// So much of a line is enough to tell what it is.
const judgedBytes = 256;
const nothing = Buffer.alloc(0);

/**
 * Cuts bytes into the parts of vCards. Lines are unfolded as bytes, because a fold may stand inside a character (RFC 6350,
 * 3.2). What is not read is skipped, whatever its length.
 */
export function splitVcards(take: (part: VcardPart) => void): (chunk: Buffer, isLast: boolean) => void {
  let start: Buffer = nothing;
  let isJudged = false;
  let property: ReturnType<typeof collectProperty> | null = null;

  function closeProperty(): void {
    const closed = property?.close();
    property = null;
    if (closed) take(readProperties.has(closed.name) ? closed : 'other');
  }

  function judge(line: Buffer, isWhole: boolean): void {
    const isFold = line[0] === 0x20 || line[0] === 0x09;
    const marks = isWhole && !isFold ? marksOf(line) : null;
    if (marks) {
      closeProperty();
      for (const mark of marks) take(mark);
    } else if (property?.goesOn()) property.addBehindSoftBreak(line);
    else if (isFold) property?.add(line.subarray(1));
    // vCard 2.1 ends base64 with an empty line, and not everybody indents it.
    else if (property?.encoding() === 'base64' && isBase64(line)) property.add(line);
    else {
      closeProperty();
      if (line.length > 0) openProperty(line, isWhole);
    }
  }

  function openProperty(line: Buffer, isWhole: boolean): void {
    const head = line.subarray(0, judgedBytes).toString('latin1');
    const [, group = '', name = ''] = /^(?:([\w-]+)\.)?([\w-]+)[ \t]*[;:]/.exec(head) ?? [];
    const known = name.toUpperCase();
    if (known === '' || (isWhole && !readProperties.has(known) && endsByItself.test(head))) take('other');
    else property = collectProperty(group.toLowerCase(), known, readProperties.has(known));
    property?.add(line);
  }

  const write = splitLines((part, isEnd) => {
    if (isJudged) property?.add(part);
    else {
      start = start.length === 0 ? part : Buffer.concat([start, part]);
      if (!isEnd && start.length < judgedBytes) return;
      isJudged = true;
      judge(withoutMark(start), isEnd);
      start = nothing;
    }
    if (isEnd) isJudged = false;
  });
  return (chunk, isLast) => {
    write(chunk, isLast);
    if (isLast) closeProperty();
  };
}

// Files are joined with their byte order marks, and without a line end behind the last card: `END:VCARDBEGIN:VCARD`.
const markLine =
  /^(?:AGENT[ \t]*:[ \t]*)?(?:(?:[\w-]+\.)?(?:BEGIN|END)[ \t]*:[ \t]*VCARD[\s\0\x1a]*(?:\xef\xbb\xbf)*)+$/i;

function marksOf(line: Buffer): Mark[] | null {
  if (line.length > judgedBytes || !line.includes(0x3a)) return null;
  const text = line.toString('latin1');
  if (!markLine.test(text)) return null;
  return [...text.matchAll(/(AGENT|BEGIN|END)[ \t]*:/gi)].map(
    ([, mark = '']) => markNamed[mark.toLowerCase()]!,
  );
}

const markNamed: Readonly<Record<string, Mark>> = { agent: 'agent', begin: 'begin', end: 'end' };

// Its parameters are whole, and no soft line break can follow: the folds behind it need no looking at.
const endsByItself = /^(?!.*quoted-printable)[^:"]*:/is;

function withoutMark(line: Buffer): Buffer {
  let from = 0;
  while (line[from] === 0xef && line[from + 1] === 0xbb && line[from + 2] === 0xbf) from += 3;
  return line.subarray(from);
}

function isBase64(line: Buffer): boolean {
  return line.length > 0 && /^[a-z\d+/=\s]+$/i.test(line.toString('latin1'));
}
