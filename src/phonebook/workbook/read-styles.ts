import { readXml } from '../read-xml.ts';
import type { Archive } from './open-archive.ts';

/** Styles that show leading zeros (`00000000000`), with their number of digits: a number typed as 020… is stored as 20…. */
export async function readStyles(archive: Archive, file: string | null): Promise<Map<string, number>> {
  const zeros = new Map<string, number>();
  if (!file || !archive.has(file)) return zeros;
  const formats = new Map<string, number>();
  let isCellStyles = false;
  let style = 0;
  const reader = readXml({
    open: (name, { numFmtId = '', formatCode = '' }) => {
      if (name === 'numFmt' && /^0{2,20}$/.test(formatCode)) formats.set(numFmtId, formatCode.length);
      else if (name === 'cellXfs') isCellStyles = true;
      else if (name === 'xf' && isCellStyles) {
        const digits = formats.get(numFmtId);
        if (digits) zeros.set(String(style), digits);
        style += 1;
      }
    },
    close: (name) => {
      if (name === 'cellXfs') isCellStyles = false;
    },
  });
  reader.write(await archive.readWhole(file));
  reader.end();
  return zeros;
}
