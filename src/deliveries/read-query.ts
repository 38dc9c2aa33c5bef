import type { Query } from './phone-xml/format.ts';

/**
 * Reads the parameters of an address as phones send them: `?a=1&&b=2`, `?a=1&?b=2`, a bare `&` at the end, `%` that
 * escapes nothing, a `+` that means itself. The first of two equal names counts. Never refuses.
 */
export function readQuery(url: string): Query {
  const start = url.indexOf('?');
  if (start < 0) return {};
  const query: Record<string, string> = Object.create(null);
  for (const part of url.slice(start + 1).split(/[?&]/)) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decoded(equals < 0 ? part : part.slice(0, equals)).toLowerCase();
    query[name] ??= equals < 0 ? '' : decoded(part.slice(equals + 1));
  }
  return query;
}

function decoded(text: string): string {
  // A `+` in front of a digit is the one of +49…, which many phones and PBXs do not escape. Elsewhere it is a space.
  const spaced = text.replace(/\+(?=\d)/g, '%2B').replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return decodedBytes(spaced);
  }
}

// Not UTF-8, or a lone `%`: what can be read is read, bytes above 127 as Latin-1, which old phones send.
function decodedBytes(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** What is searched for. Yealink's `#SEARCH` that the phone did not replace means everything; so does nothing at all. */
export function searchText(query: Query): string {
  const q = (query.q ?? query.term ?? query.search ?? '').slice(0, 200).trim();
  return /^#search#?$/i.test(q) ? '' : q;
}
