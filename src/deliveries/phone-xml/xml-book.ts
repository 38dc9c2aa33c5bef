import type { OpenBookDocument, PhoneEntry } from './format.ts';
import { type Attributes, declaration, endTag, startTag, type Xml } from './xml.ts';

type Written = { readonly elements: readonly Xml[]; readonly entries?: number } | null;

/** A book whose entries stand inside one or more elements. */
export function xmlBook({
  within,
  before = [],
  write,
  empty,
}: {
  readonly within: readonly { readonly name: string; readonly attributes?: Attributes }[];
  readonly before?: readonly Xml[];
  /** Elements for one contact; how many entries they are where that is not their number. */
  readonly write: (entry: PhoneEntry, room: number) => Written;
  readonly empty?: Xml;
}): OpenBookDocument {
  const starts = within.map(({ name, attributes }) => startTag(name, attributes)).join('\n');
  const ends = [...within].reverse().map(({ name }) => endTag(name));
  return {
    start: `${declaration}${starts}\n${before.map(line).join('')}`,
    between: '',
    write: (entry, room) => {
      const written = write(entry, room);
      if (!written || written.elements.length === 0) return null;
      return {
        text: written.elements.map(line).join(''),
        entries: written.entries ?? written.elements.length,
      };
    },
    empty: empty ? line(empty) : '',
    end: `${ends.join('\n')}\n`,
  };
}

const line = ({ markup }: Xml) => `  ${markup}\n`;
