import { isUuid } from '../../directory/is-uuid.ts';
import type { Ask } from '../../directory/part-of-large-book.ts';
import { foldText, writtenOutForm } from '../../domain/fold-text.ts';
import { readNumber } from '../../domain/number.ts';
import { attributeOf } from './attributes.ts';
import type { Comparison, Filter, Substrings } from './filter.ts';
import { type Place, placeOf } from './tree.ts';

// What to ask the database so that everybody whom a filter finds is among the answers. The filter itself is applied to
// those afterwards: a question may bring too many, never the wrong ones.

const everybody: readonly Ask[] = [{ pieces: [] }];
const nobody: readonly Ask[] = [];
/** More questions than this are as dear as asking for everybody. */
const mostAsks = 8;
/** The database finds a number by any of its digits: its last seven are in every form of it. */
const ending = 7;
/** So many words of a text tell enough; a value may hold thousands. */
const mostWords = 4;

/** The questions for a search below a place. */
export function asksOf(place: Place, filter: Filter): readonly Ask[] {
  if (place.kind === 'contact') return askId(place.id);
  const different = [...new Map(narrowing(filter).map((ask) => [JSON.stringify(ask), ask])).values()];
  return different.length > mostAsks ? everybody : different;
}

function narrowing(filter: Filter): readonly Ask[] {
  switch (filter.kind) {
    case 'and':
      return filter.filters
        .map(narrowing)
        .reduce((best, part) => (weight(part) > weight(best) ? part : best), everybody);
    // Everybody beside others: they are found, and of everybody those who come first.
    case 'or':
      return filter.filters.flatMap(narrowing);
    case 'not':
      return everybody;
    case 'undefined':
      return nobody;
    default:
      return askFor(filter);
  }
}

/** How much a condition narrows: by the shortest of its texts; an impossible one most. */
const weight = (asks: readonly Ask[]) => Math.min(...asks.map(weightOf));
function weightOf(ask: Ask): number {
  if ('id' in ask) return Number.POSITIVE_INFINITY;
  return 'digits' in ask ? ask.digits.length : longest(ask.pieces).length;
}

function askFor(filter: Comparison): readonly Ask[] {
  const attribute = attributeOf(filter.attribute);
  if (!attribute || attribute.kind === 'empty') return nobody;
  if (filter.kind === 'present' || filter.kind === 'atLeast' || filter.kind === 'atMost') return everybody;
  switch (attribute.kind) {
    case 'name':
    case 'text':
      return attribute.indexed ? askText(longest(partsOf(filter))) : everybody;
    case 'number':
      return askNumber(filter);
    case 'id':
      return filter.kind === 'equal' ? askId(filter.value.trim().toLowerCase()) : nobody;
    case 'dn': {
      const place = filter.kind === 'equal' ? placeOf(filter.value) : null;
      return place?.kind === 'contact' ? askId(place.id) : nobody;
    }
    default:
      return everybody;
  }
}

const askId = (id: string): readonly Ask[] => (isUuid(id) ? [{ id }] : nobody);

/** Both forms of a text with an umlaut: a contact that is written otherwise has only one of them. */
function askText(text: string): readonly Ask[] {
  const form = writtenOutForm(text);
  return [foldText(text), ...(form === null ? [] : [form])].map((folded) => ({
    pieces: folded
      .split(' ')
      .filter((word) => word !== '')
      .slice(0, mostWords),
  }));
}

/** Filters for names and numbers alike bring letters: nobody has a number with such. */
function askNumber(filter: ValueComparison): readonly Ask[] {
  const parts = filter.kind === 'equal' ? [readNumber(filter.value, '').typedDigits] : partsOf(filter);
  const possible =
    filter.kind === 'substrings'
      ? !parts.some((part) => /\p{L}/u.test(part))
      : parts.some((part) => /\d/.test(part));
  if (!possible) return nobody;
  const digits = longest(parts.map(significant)).slice(-ending);
  return digits === '' ? everybody : [{ digits }];
}

type ValueComparison = Exclude<Comparison, { kind: 'present' }>;
const partsOf = (filter: ValueComparison): readonly string[] =>
  filter.kind === 'substrings' ? piecesOf(filter.parts) : [filter.value];
const piecesOf = ({ initial, any, final }: Substrings) => [initial ?? '', ...any, final ?? ''];
const longest = (texts: readonly string[]) =>
  texts.reduce((best, text) => (text.length > best.length ? text : best), '');

/** The digits that stand in every form of a number: neither `+`, `00` nor the trunk zero. */
const significant = (number: string) => number.replace(/\D/g, '').replace(/^0+/, '');
