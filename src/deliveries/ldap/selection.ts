import { type Attribute, attributeOf, attributes, operationalAttributes } from './attributes.ts';
import { attributeName } from './filter.ts';

/** Attributes that a search wants, under the names it called them: some phones look for exactly what they asked for. */
export interface Selection {
  /** Tells it from every other one. */
  readonly number: number;
  readonly wanted: readonly { readonly name: Buffer; readonly attribute: Attribute }[];
  readonly typesOnly: boolean;
}

const known = new Map<string, Selection>();
let made = 0;

/** What a phone asks for is the same each time. */
export function selectionOf(sent: readonly string[], typesOnly: boolean): Selection {
  const key = `${typesOnly} ${sent.join(' ')}`;
  let selection = known.get(key);
  if (!selection) {
    selection = selectAttributes(sent, typesOnly);
    if (known.size >= 200) known.clear();
    known.set(key, selection);
  }
  return selection;
}

/** RFC 4511 4.5.1.8: nothing or `*` is everything but the operational ones, `+` those, `1.1` none; unknown names are ignored. */
function selectAttributes(sent: readonly string[], typesOnly: boolean): Selection {
  const wanted = new Map<string, { name: Buffer; attribute: Attribute }>();
  const want = (name: string, attribute: Attribute) => {
    const key = name.toLowerCase();
    if (!wanted.has(key)) wanted.set(key, { name: Buffer.from(name), attribute });
  };
  for (const name of sent) {
    const attribute = attributeOf(attributeName(name));
    if (attribute) want(name.split(';')[0]!, attribute);
  }
  if (sent.length === 0 || sent.includes('*')) for (const one of attributes) want(one.name, one);
  if (sent.includes('+')) for (const one of operationalAttributes) want(one.name, one);
  made += 1;
  return { number: made, wanted: [...wanted.values()], typesOnly };
}
