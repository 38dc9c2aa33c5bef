import type { ContactFields } from '../../domain/contact.ts';
import type { Mapping } from '../../domain/mapping.ts';
import { readMapped } from './read-mapped.ts';
import { columnsNotRead, makesContacts, mayMissNames, sampleContacts, type Table } from './read-table.ts';

/** How the columns of a file are read, for the eye. */
export interface ColumnsRead {
  /** Samples are from the same rows in all columns. */
  readonly columns: readonly { readonly name: string; readonly samples: readonly string[] }[];
  /** `null`: by position. */
  readonly mapping: Mapping | null;
  readonly mappingFrom: 'position' | 'headings' | 'remembered' | 'given' | null;
  /** What the headings alone suggest. */
  readonly proposed: Mapping;
  /** Columns that hold something and that nothing is read of. */
  readonly columnsNotRead: readonly string[];
  /** The sampled rows as the contacts that they would become, up to three. */
  readonly sample: readonly ContactFields[];
  /** Nobody knows what the columns hold: somebody has to say it first. */
  readonly needsMapping: boolean;
}

export const noColumns: ColumnsRead = {
  columns: [],
  mapping: null,
  mappingFrom: null,
  proposed: {},
  columnsNotRead: [],
  sample: [],
  needsMapping: false,
};

/** What is read of a file's columns: as somebody says now, as somebody said last time, by the headings, by position. */
export function chooseMapping(
  table: Table | null,
  {
    given,
    remembered,
    country,
  }: { given?: Mapping | undefined; remembered: Mapping | null; country: string },
): ColumnsRead {
  if (!table) return noColumns;
  const said = given ?? remembered;
  const mapping = said ?? (table.isPlain ? null : table.proposed);
  return {
    columns: table.columns.map((name, at) => ({ name, samples: table.rows.map((cells) => cells[at] ?? '') })),
    mapping,
    mappingFrom: given ? 'given' : remembered ? 'remembered' : table.isPlain ? 'position' : 'headings',
    proposed: table.proposed,
    columnsNotRead: mapping === null ? [] : columnsNotRead(table, mapping),
    sample:
      mapping === null
        ? []
        : sampleContacts(table, mapping).flatMap((mapped) => {
            const reading = readMapped(mapped, country);
            return reading && 'fields' in reading ? [reading.fields] : [];
          }),
    needsMapping: mapping !== null && (!makesContacts(mapping) || (!said && mayMissNames(table, mapping))),
  };
}
