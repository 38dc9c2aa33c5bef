import { writeRecord } from './write-csv.ts';

/** What an import could not use, for a spreadsheet: row, number, reason. */
export function rejectedRowsCsv(result: {
  readonly rejectedRows: readonly { readonly row: number; readonly reason: string }[];
  readonly skippedNumbers: readonly {
    readonly row: number;
    readonly value: string;
    readonly reason: string;
  }[];
}): string {
  const rows = [
    ...result.rejectedRows.map(({ row, reason }) => ({ row, value: '', reason })),
    ...result.skippedNumbers,
  ].sort((a, b) => a.row - b.row);
  return [
    writeRecord(['Row', 'Number', 'Reason']),
    ...rows.map(({ row, value, reason }) => writeRecord([row, value, reason])),
  ].join('');
}
