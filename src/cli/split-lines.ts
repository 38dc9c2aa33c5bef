const lineEnd = 0x0a;

/**
 * The lines of a stream of UTF-8, without their ends. A line ends at `\n` and nowhere else: in JSON lines, U+2028, U+2029,
 * U+0085 and `\r` stand inside texts as they are, and `readline` would end lines there. Holds one line at a time; one of
 * more than `longest` bytes throws. The last line may lack its end.
 */
export async function* splitLines(chunks: AsyncIterable<Buffer>, longest: number): AsyncGenerator<string> {
  // Split as bytes: no byte of a longer character is 0x0a, while a chunk may end in the middle of one.
  let pieces: Buffer[] = [];
  let length = 0;
  const keep = (piece: Buffer) => {
    length += piece.length;
    if (length > longest) throw new RangeError(`a line is longer than ${longest} bytes`);
    pieces.push(piece);
  };
  const take = () => {
    const line = Buffer.concat(pieces).toString('utf8');
    pieces = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, from)) {
      keep(chunk.subarray(from, end));
      yield take();
      from = end + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (length > 0) yield take();
}
