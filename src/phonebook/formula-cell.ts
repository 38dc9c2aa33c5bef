// Spreadsheets run cells that begin with these as formulas; the wide ones in East Asian versions.
const written = /^'*[=+\-@\t\r＝＋－＠]/;
const read = /^'+[=+\-@\t\r＝＋－＠]/;

/** An apostrophe makes a spreadsheet show a formula as text. `unguardCell` takes exactly that one off again. */
export const guardCell = (text: string): string => (written.test(text) ? `'${text}` : text);

export const unguardCell = (cell: string): string => (read.test(cell) ? cell.slice(1) : cell);
