import { type RawBuilder, sql } from 'kysely';
import type { NumberQuery } from '../../domain/number-query.ts';
import { marks } from '../search-key.ts';
import type { Needs } from './needs.ts';
import type { Term } from './read-terms.ts';
import { digitPositions, startPositions, termPositions, typedPosition } from './signature.ts';

/**
 * The condition itself, on `c.search_text`. `strpos(…) > 0` and not `like`: the planner takes a third of all rows for
 * its answer, whatever is looked for, so that it never leaves the order of names because it believes a word is rare.
 * Whether something is rare is known better, see measure-frequency.ts.
 */
export function termCondition({ text, otherText, number }: Term): RawBuilder<boolean> {
  if (otherText !== undefined) return sql`(${termCondition({ text, number })} or ${contains(otherText)})`;
  if (number === null) return contains(text ?? '');
  if (text === null) return numberCondition(number);
  // Digits stand in texts and in numbers alike: one look finds both.
  if (number.kind === 'digits' && number.starts.length === 0 && number.parts.every((part) => part === text))
    return contains(text);
  return sql`(${contains(text)} or ${numberCondition(number)})`;
}

function numberCondition(number: NumberQuery): RawBuilder<boolean> {
  if (number.kind === 'international-any') return contains(marks.international);
  const either = [
    ...number.starts.map((start) => contains(`${marks.plus}${start}`)),
    ...number.parts.map(
      (part) => sql<boolean>`strpos(split_part(c.search_text, ${marks.numbers}, 2), ${part}) > 0`,
    ),
  ];
  return either.length === 1 ? either[0]! : sql`(${sql.join(either, sql` or `)})`;
}

const contains = (piece: string): RawBuilder<boolean> => sql`strpos(c.search_text, ${piece}) > 0`;

/** What the search index can tell of the condition; see needs.ts. */
export function needsOf({ text, otherText, number }: Term): Needs {
  // What may stand in a text or in a number has no position that it must have.
  if (text !== null) {
    if (number !== null) return [];
    return otherText === undefined
      ? [[termPositions(text)]]
      : [[termPositions(text), termPositions(otherText)]];
  }
  if (number === null) return [];
  if (number.kind === 'international-any') return [[[typedPosition]]];
  return [[...number.starts.map(startPositions), ...number.parts.map(digitPositions)]];
}
