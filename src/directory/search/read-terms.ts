import { foldText } from '../../domain/fold-text.ts';
import { type NumberQuery, readNumberQuery } from '../../domain/number-query.ts';

/** One condition of a search: a piece of text, a number, or, inside a text, something that may be either. */
export interface Term {
  /** Folded, without spaces. */
  readonly text: string | null;
  readonly number: NumberQuery | null;
}

export interface Terms {
  /** What the names that come first start with; `''`: nothing was asked for. */
  readonly start: string;
  readonly all: readonly Term[];
}

/**
 * Reads what somebody typed into a search field. A number is one condition, spaces and all; anything else is split at
 * spaces, and a part of it that is a number (`anna 0171`) may stand in a text or in a number. `country` reads numbers
 * that have no country code.
 */
export function readTerms(q: string, country: string): Terms {
  const start = foldText(q);
  const number = readNumberQuery(q, country);
  if (number) return { start, all: [{ text: null, number }] };
  const words = [...new Set(start.split(' ').filter((word) => word !== ''))];
  return { start, all: words.map((text) => ({ text, number: readNumberQuery(text, country) })) };
}
