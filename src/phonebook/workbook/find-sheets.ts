import { refuse } from '../detect-file.ts';
import { readXml } from '../read-xml.ts';
import type { Archive } from './open-archive.ts';

export interface Workbook {
  /** In the order in which Excel shows them; `file` is inside the archive. */
  readonly sheets: readonly { readonly name: string; readonly file: string }[];
  readonly sharedStrings: string | null;
  readonly styles: string | null;
}

/** Where the parts of a workbook are (ECMA-376, part 2: relationships). Ends with `unsupported-file` for another ZIP. */
export async function findSheets(archive: Archive): Promise<Workbook> {
  const main = (await relationships(archive, '')).find(({ type }) => type === 'officeDocument')?.file;
  if (!main?.endsWith('.xml') || !/(?:^|\/)workbook\w*\.xml$/.test(main)) throw refuse(whatElse(archive));
  const parts = await relationships(archive, main);
  const sheets: { name: string; file: string }[] = [];
  const reader = readXml({
    open: (name, attributes) => {
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(
        ([key]) => /^(?:\w+:)?id$/.test(key) && key !== 'sheetId',
      )?.[1];
      const file = parts.find((part) => part.id === id)?.file;
      if (file && archive.has(file)) sheets.push({ name: attributes.name ?? '', file });
    },
  });
  reader.write(await archive.readWhole(main));
  reader.end();
  const of = (type: string) => parts.find((part) => part.type === type)?.file ?? null;
  return { sheets, sharedStrings: of('sharedStrings'), styles: of('styles') };
}

async function relationships(archive: Archive, part: string) {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const found: { id: string; type: string; file: string }[] = [];
  const reader = readXml({
    open: (name, { Id = '', Type = '', Target = '' }) => {
      if (name !== 'Relationship') return;
      const file = Target.startsWith('/') ? Target.slice(1) : resolved(`${folder}${Target}`);
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), file });
    },
  });
  const file = `${folder}_rels/${part.slice(folder.length)}.rels`;
  if (!archive.has(file)) return [];
  reader.write(await archive.readWhole(file));
  reader.end();
  return found;
}

/** `xl/../xl/a.xml` → `xl/a.xml`. */
function resolved(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

function whatElse(archive: Archive): string {
  if (archive.has('xl/workbook.bin')) return 'This is a binary Excel workbook (.xlsb).';
  if (archive.has('content.xml')) return 'This is an OpenDocument file (.ods or another of that kind).';
  if (archive.names().some((name) => name.startsWith('word/'))) return 'This is a Word document.';
  return 'This is a ZIP archive and no Excel workbook.';
}
