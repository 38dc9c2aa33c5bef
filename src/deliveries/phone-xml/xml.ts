// The one writer of XML. Text becomes XML by `element` alone, which escapes it: no document is put together from strings.

/** Finished XML. Only this file makes it. */
export interface Xml {
  readonly markup: string;
}

export type Attributes = Readonly<Record<string, string | number>>;

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * An element; strings among its children are text and are escaped. An empty one is `<a></a>`, which the parsers of old
 * phones take for certain; with attributes and nothing inside it is `<a b="c"/>`.
 */
export function element(name: string, ...children: readonly (string | Xml)[]): Xml {
  return elementWith(name, {}, ...children);
}

export function elementWith(
  name: string,
  attributes: Attributes,
  ...children: readonly (string | Xml)[]
): Xml {
  const start = startTag(name, attributes);
  let inner = '';
  for (const child of children) inner += typeof child === 'string' ? escaped(child) : child.markup;
  return {
    markup: inner === '' && start.includes(' ') ? `${start.slice(0, -1)}/>` : `${start}${inner}</${name}>`,
  };
}

/** An element with each child on a line of its own: for what people read, such as settings to paste. */
export function xmlBlock(name: string, attributes: Attributes, ...children: readonly Xml[]): Xml {
  const lines = children.map(({ markup }) => `  ${markup.replaceAll('\n', '\n  ')}\n`);
  return { markup: `${startTag(name, attributes)}\n${lines.join('')}</${name}>` };
}

/** A whole document of one element. */
export const xmlDocument = (root: Xml): string => `${declaration}${root.markup}\n`;

export const startTag = (name: string, attributes: Attributes = {}): string => {
  let tag = `<${name}`;
  for (const key in attributes) tag += ` ${key}="${escaped(String(attributes[key]))}"`;
  return `${tag}>`;
};
export const endTag = (name: string): string => `</${name}>`;

const special: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

function escaped(text: string): string {
  if (/^[\p{L}\p{N} +*#.,:/@()_-]*$/u.test(text)) return text;
  return onOneLine(text).replace(/[&<>"']/g, (sign) => special[sign] ?? sign);
}

/**
 * Text as a phone can take it: one line, and only characters that XML 1.0 allows (no controls, U+FFFE, U+FFFF or lone
 * surrogates).
 */
export const onOneLine = (text: string): string =>
  text
    .replace(/[\s\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff\p{Cs}]/gu, '')
    .trim();
