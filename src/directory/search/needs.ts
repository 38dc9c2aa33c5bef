/**
 * What the search index can tell of a search: for each of its conditions the ways to fulfil it, and for each way the
 * positions that whoever fulfils it so has. `[]`: the index can tell nothing.
 */
export type Needs = readonly Condition[];
type Condition = readonly Way[];
type Way = readonly number[];

// More rows than these hardly narrow a search further, and each is a bit a contact to be sent.
const rowsAtMost = 8;
/** Of each way, where there are several; and of all conditions together. */
const rowsAWay = 3;
const rowsInAll = 24;

/**
 * The same with as few positions as tell enough. Conditions with a single way come first, as one. A condition that
 * somebody can fulfil without having any position says nothing.
 */
export function shortened(needs: Needs): Needs {
  const single = needs.flatMap((ways) => (ways.length === 1 ? ways[0]! : []));
  const chosen: Condition[] = [];
  const must = [...new Set(single)].slice(0, rowsAtMost);
  if (must.length > 0) chosen.push([must]);
  let rows = must.length;
  for (const ways of needs) {
    if (ways.length < 2 || ways.some((way) => way.length === 0)) continue;
    const short = ways.map((way) => way.slice(0, rowsAWay));
    const more = short.reduce((sum, way) => sum + way.length, 0);
    if (rows > 0 && rows + more > rowsInAll) continue;
    rows += more;
    chosen.push(short);
  }
  return chosen;
}
