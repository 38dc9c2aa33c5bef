import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { newId, type TenantId } from '../domain/ids.ts';
import type { StageOptions } from './stage-file.ts';
import { stagedPieces } from './staged-pieces.ts';

test('a file whose rows do not fit into memory is refused in words', { timeout: 60_000 }, async () => {
  // Each of a hundred numbers of a row is a megabyte.
  const value = '{Name}'.repeat(20);
  const options: StageOptions = {
    tenantId: newId() as TenantId,
    book: 'central',
    ownerId: null,
    mode: 'replace',
    dryRun: true,
    country: 'GB',
    nameOrder: 'first-last',
    mapping: { firstName: '{Name}', phones: Array.from({ length: 100 }, () => ({ value, label: 'work' })) },
  };
  const read = async () => {
    const body = Readable.from([Buffer.from(`Name,Phone\n${`${'x'.repeat(65_000)},1\n`.repeat(3)}`)]);
    for await (const _piece of stagedPieces(body, options));
  };
  await expect(read()).rejects.toMatchObject({
    code: 'too-large',
    message: expect.stringContaining('memory'),
  });
});
