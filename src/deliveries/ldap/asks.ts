import { isUuid } from '../../directory/is-uuid.ts';
import type { Ask } from '../../directory/part-of-large-book.ts';
import { foldText } from '../../domain/fold-text.ts';
import { attributeOf } from './attributes.ts';
import type { Comparison, Filter, Substrings } from './filter.ts';
import { type Place, placeOf } from './tree.ts';

// What to ask the database so that everybody whom a filter finds is among the answers. The filter itself is applied to
// those afterwards: a question may bring too many, never the wrong ones.

const everybody: readonly Ask[] = [{ q: '' }];
/** More questions than this are as dear as asking for everybody. */
const mostAsks = 8;
/** The database finds a number by any of its digits: its last seven are in every form of it. */
const ending = 7;

/** The questions for a search below a place. */
export function asksOf(place: Place, filter: Filter): readonly Ask[] {
  if (place.kind === 'contact') return askId(place.id);
  const asks = narrowing(filter) ?? everybody;
  const different = [...new Map(asks.map((ask) => [JSON.stringify(ask), ask])).values()];
  return different.length > mostAsks ? everybody : different;
}

/** null: everybody may fit. */
function narrowing(filter: Filter): readonly Ask[] | null {
  switch (filter.kind) {
    case 'and': {
      const parts = filter.filters.map(narrowing).filter((part) => part !== null);
      return parts.sort((one, other) => weight(other) - weight(one))[0] ?? null;
    }
    case 'or': {
      const parts = filter.filters.map(narrowing);
      return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
    }
    case 'not':
      return null;
    case 'undefined':
      return [];
    default:
      return askFor(filter);
  }
}

/** How much a condition narrows: by the shortest of its texts; an impossible one most. */
const weight = (asks: readonly Ask[]) =>
  Math.min(...asks.map((ask) => ('id' in ask ? Number.POSITIVE_INFINITY : ask.q.length)));

function askFor(filter: Comparison): readonly Ask[] | null {
  const attribute = attributeOf(filter.attribute);
  if (!attribute || attribute.kind === 'empty') return [];
  if (filter.kind === 'present' || filter.kind === 'atLeast' || filter.kind === 'atMost') return null;
  switch (attribute.kind) {
    case 'name':
    case 'text':
      return attribute.indexed ? askText(longest(partsOf(filter).map(foldText))) : null;
    case 'number':
      return askText(longest(partsOf(filter).map(significant)).slice(-ending));
    case 'id':
      return filter.kind === 'equal' ? askId(filter.value.trim().toLowerCase()) : [];
    case 'dn': {
      const place = filter.kind === 'equal' ? placeOf(filter.value) : null;
      return place?.kind === 'contact' ? askId(place.id) : [];
    }
    default:
      return null;
  }
}

const askText = (q: string): readonly Ask[] | null => (q === '' ? null : [{ q }]);
const askId = (id: string): readonly Ask[] => (isUuid(id) ? [{ id }] : []);

const partsOf = (filter: Exclude<Comparison, { kind: 'present' }>): readonly string[] =>
  filter.kind === 'substrings' ? piecesOf(filter.parts) : [filter.value];
const piecesOf = ({ initial, any, final }: Substrings) => [initial ?? '', ...any, final ?? ''];
const longest = (texts: readonly string[]) =>
  texts.reduce((best, text) => (text.length > best.length ? text : best), '');

/** The digits that stand in every form of a number: neither `+`, `00` nor the trunk zero. */
const significant = (number: string) => number.replace(/\D/g, '').replace(/^0+/, '');
