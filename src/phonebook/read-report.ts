import { Readable } from 'node:stream';
import type { Db } from '../database/connect.ts';
import type { Viewer } from '../directory/viewer.ts';
import { DirectoryError } from '../domain/errors.ts';

/**
 * The CSV of what an uploaded file could not bring, part by part. For who uploaded it alone, for a day. Ends with
 * `not-found`.
 */
export async function readReport(
  db: Db,
  { tenantId }: Viewer,
  uploadedBy: string | null,
  id: string,
): Promise<Readable> {
  const part = async (number: number) =>
    (
      await db
        .selectFrom('phonebook_report')
        .select('csv')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', id)
        .where('uploaded_by', '=', uploadedBy)
        .where('part', '=', number)
        .executeTakeFirst()
    )?.csv;
  const first = await part(0);
  if (first === undefined)
    throw new DirectoryError('not-found', 'There is no such report, or it is more than a day old.');
  async function* parts(): AsyncGenerator<string> {
    let csv = first;
    for (let number = 1; csv !== undefined; number += 1) {
      yield csv;
      csv = await part(number);
    }
  }
  return Readable.from(parts());
}
