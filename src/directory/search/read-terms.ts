import { foldText, writtenOutForm } from '../../domain/fold-text.ts';
import { type NumberQuery, readNumberQuery } from '../../domain/number-query.ts';

/** One condition of a search: a piece of text, a number, or, inside a text, something that may be either. */
export interface Term {
  /** Folded, without spaces. */
  readonly text: string | null;
  /** The second form of a text that was typed with an umlaut (`mueller`): one of the two is enough. */
  readonly otherText?: string | undefined;
  readonly number: NumberQuery | null;
}

export interface Terms {
  /** What the names that come first start with; `''`: nothing was asked for. */
  readonly start: string;
  /** The second form of it. */
  readonly otherStart?: string | undefined;
  readonly all: readonly Term[];
}

/**
 * Reads what somebody typed or pasted into a search field. A number is one condition, spaces and all; anything else is
 * split at spaces and commas, and a part of it that is a number (`anna 0171`) may stand in a text or in a number.
 * `country` reads numbers that have no country code.
 */
export function readTerms(q: string, country: string): Terms {
  const typed = q.replace(/(?<![^\s<"'])mailto:/gi, '');
  const start = foldText(typed);
  const otherStart = writtenOutForm(typed) ?? undefined;
  const number = readNumberQuery(q, country);
  if (number) return { start, otherStart, all: [{ text: null, number }] };
  return { start, otherStart, all: wordTerms(start, otherStart, country) };
}

/** A second form has the same words. */
function wordTerms(start: string, otherStart: string | undefined, country: string): Term[] {
  const others = otherStart?.split(' ');
  const words = new Map(start.split(' ').map((word, at) => [word, others?.[at]]));
  words.delete('');
  return [...words].map(([text, other]) => ({
    text,
    // What has the longer form has the shorter one: `zoe` and `zo`.
    otherText: other === undefined || other.includes(text) ? undefined : other,
    number: readNumberQuery(text, country),
  }));
}
