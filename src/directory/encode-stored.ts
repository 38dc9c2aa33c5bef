import { columnNames, rowWriter } from '../database/binary-rows.ts';
import type { ContactId, SourceId, TenantId } from '../domain/ids.ts';

/** New rows of `source_contact` as COPY takes them; see publish-contacts-encoded.ts. */
export interface EncodedStored {
  add(
    contact: { readonly externalId: string; readonly hash: string },
    contactId: ContactId,
    json: string,
  ): void;
  count(): number;
  /** All of them, with these row numbers. */
  take(rowNos: readonly number[]): Buffer;
}

export function encodeStored(tenantId: TenantId, sourceId: SourceId): EncodedStored {
  const rows = rowWriter(columns, {
    columns: placeColumns,
    row: { tenant_id: tenantId, source_id: sourceId, row_no: 0 },
  });
  const starts: number[] = [];
  return {
    add({ externalId, hash }, contactId, json) {
      starts.push(rows.length());
      rows.add({ external_id: externalId, contact_id: contactId, hash, fields: json });
    },
    count: () => starts.length,
    take(rowNos) {
      const bytes = rows.take();
      for (const [index, rowNo] of rowNos.entries())
        bytes.writeInt32BE(rowNo, starts[index]! + rows.fixedEnd - 4);
      return bytes;
    },
  };
}

// JSON travels as text. The row number is the last of what is the same in each row until it is known.
const placeColumns = [
  ['tenant_id', 'uuid'],
  ['source_id', 'uuid'],
  ['row_no', 'int4'],
] as const;
const columns = [
  ['external_id', 'text'],
  ['contact_id', 'uuid'],
  ['hash', 'bytea'],
  ['fields', 'text'],
] as const;
export const storedNames = columnNames(placeColumns, columns);
