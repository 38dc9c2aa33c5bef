import { element, elementWith, type Xml, xmlBlock } from '../phone-xml/xml.ts';
import type { Snippet } from './doors.ts';

/** `<a>1</a>` lines inside nested elements, innermost last. */
export function xmlSettings(
  title: string,
  within: readonly { readonly name: string; readonly attributes?: Readonly<Record<string, string>> }[],
  lines: readonly (readonly [name: string, value: string] | Xml)[],
  attributes: Readonly<Record<string, string>> = {},
): Snippet {
  const hasAttributes = Object.keys(attributes).length > 0;
  const inner = lines.map((line) => {
    if (!('0' in line)) return line;
    const [name, value] = line;
    return hasAttributes ? elementWith(name, attributes, value) : element(name, value);
  });
  let block: readonly Xml[] = inner;
  for (const { name, attributes: own = {} } of [...within].reverse()) block = [xmlBlock(name, own, ...block)];
  return { title, language: 'xml', text: block.map(({ markup }) => markup).join('\n') };
}
