import { sql } from 'kysely';
import type { Db } from '../database/connect.ts';
import { newId, type TenantId } from '../domain/ids.ts';
import { unusedRowsHead } from './unused-rows.ts';

/** Everything that a file could not bring, kept for a day, for `readReport`. */
export interface Report {
  /** Takes lines of `unusedRow`; nothing is written yet. */
  add(lines: string): void;
  /** Enough waits to be written, see `write`. */
  isFull(): boolean;
  write(): Promise<void>;
  /** Adds the rows that became one contact with an earlier row, from `merge_row`. */
  addMerged(trx: Db): Promise<void>;
  /** `undefined` while there is nothing in it. */
  id(): string | undefined;
}

// Characters. Parts are read as they were written, so that this is also what a download takes.
const partSize = 512 * 1024;
const rowsPerPart = 5_000;

/** Writes through the connection that the file is copied with, between two COPYs: it needs no second one. */
export function startReport(db: Db, tenantId: TenantId, uploadedBy: string | null): Report {
  const id = newId();
  let waiting: string[] = [];
  let size = 0;
  let parts = 0;
  return {
    add: (lines) => {
      if (lines === '') return;
      waiting.push(lines);
      size += lines.length;
    },
    isFull: () => size >= partSize,
    write: async () => {
      if (size === 0) return;
      const csv = (parts === 0 ? unusedRowsHead : '') + waiting.join('');
      waiting = [];
      size = 0;
      await db
        .insertInto('phonebook_report')
        .values({ tenant_id: tenantId, id, part: parts, uploaded_by: uploadedBy, csv })
        .execute();
      parts += 1;
    },
    addMerged: async (trx) => {
      const written = await sql`
        insert into phonebook_report (tenant_id, id, part, uploaded_by, csv)
        select ${tenantId}::uuid, ${id}::uuid, ${parts}::integer + part, ${uploadedBy}::uuid,
          case when ${parts}::integer + part = 0 then ${unusedRowsHead} else '' end || lines
        from (
          select ((place - 1) / ${rowsPerPart})::integer as part, string_agg(
            row || ',,It is the same contact as row ' || first || E': both became one.\\r\\n', '' order by row) as lines
          from (
            select row, first, row_number() over (order by row) as place from (
              select row_no as row, min(row_no) over (partition by contact_id) as first from merge_row
            ) as rows where row > first
          ) as joined group by 1
        ) as parts`.execute(trx);
      parts += Number(written.numAffectedRows ?? 0);
    },
    id: () => (parts > 0 ? id : undefined),
  };
}
