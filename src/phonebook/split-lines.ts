const lf = 10;
const cr = 13;
const nothing = Buffer.alloc(0);

/** Takes lines in parts: `isEnd` is the last one of its line. A line may come in any number of parts, also empty ones. */
export type TakePart = (part: Buffer, isEnd: boolean) => void;

/**
 * Cuts bytes into lines, piece by piece, without keeping any. LF, CRLF and CR end a line, and so do CRs before one LF
 * (CRCRLF, from files that were converted twice).
 */
export function splitLines(take: TakePart): (chunk: Buffer, isLast: boolean) => void {
  // Whether they end one line or several shows in the byte behind them.
  let returns = 0;

  function endReturns(isOneEnd: boolean): void {
    for (; returns > 0; returns = isOneEnd ? 0 : returns - 1) take(nothing, true);
  }

  return (chunk, isLast) => {
    let at = 0;
    // Looked up again only when passed: a file of CRs has no LF, and each look would go through all the rest.
    let nextLf = find(chunk, lf, 0);
    let nextCr = find(chunk, cr, 0);
    while (at < chunk.length) {
      if (returns > 0 && chunk[at] === cr) {
        returns += 1;
        at += 1;
        continue;
      }
      if (returns > 0) {
        const isOneEnd = chunk[at] === lf;
        endReturns(isOneEnd);
        if (isOneEnd) at += 1;
        continue;
      }
      if (nextLf < at) nextLf = find(chunk, lf, at);
      if (nextCr < at) nextCr = find(chunk, cr, at);
      const end = Math.min(nextLf, nextCr);
      if (nextLf < chunk.length && nextLf <= end + 1) {
        take(chunk.subarray(at, end), true);
        at = nextLf + 1;
      } else {
        if (end > at) take(chunk.subarray(at, end), false);
        if (end < chunk.length) returns = 1;
        at = end + 1;
      }
    }
    if (!isLast) return;
    endReturns(false);
    take(nothing, true);
  };
}

function find(chunk: Buffer, byte: number, from: number): number {
  const at = chunk.indexOf(byte, from);
  return at < 0 ? chunk.length : at;
}
