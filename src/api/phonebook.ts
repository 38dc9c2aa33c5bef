import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { books } from '../contract/contact.ts';
import {
  bookQuery,
  exportQuery,
  importForm,
  importList,
  importQuery,
  importResult,
  undoResult,
} from '../contract/phonebook.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { Mapping } from '../domain/mapping.ts';
import { mappingLimit } from '../domain/mapping-schema.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import { brokenUpload } from '../phonebook/broken-upload.ts';
import { csvTemplate } from '../phonebook/csv-template.ts';
import { exportBook } from '../phonebook/export-book.ts';
import { importBook } from '../phonebook/import-book.ts';
import { bookOfImport, listImports } from '../phonebook/list-imports.ts';
import { readReport } from '../phonebook/read-report.ts';
import { undoImport } from '../phonebook/undo-import.ts';
import { idParams } from './id-params.ts';
import type { ApiParts } from './parts.ts';
import { tellProgress } from './tell-progress.ts';
import { createUploadPlaces } from './upload-places.ts';
import { viewerOf } from './viewer-of.ts';

// The phone book's own limit (100 MB) answers with words; this one only keeps a liar's Content-Length out.
const bodyLimit = 101 * 1024 * 1024;
/** The central book and one's own: files in, files out, undo. */
export async function phonebookRoutes(app: App, { db, importPool }: ApiParts): Promise<void> {
  const config = { allow: 'everybody' } as const;
  const tags = ['phone book'];
  const places = createUploadPlaces();
  // A file is read as it comes, never as a whole, and its bytes say what it is: senders name it as they like.
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));

  app.post(
    '/api/v1/phonebook/import',
    {
      config,
      bodyLimit,
      onRequest: async (request) => mayWriteBook(request),
      schema: {
        tags,
        summary: 'Read a CSV, vCard, Excel, LDIF or XML file into a book, or preview it',
        description:
          'The file is the body, of whatever content type, or the multipart field `file`. All or nothing. Closing the connection before the answer gives the upload up: the book stays as it was.',
        consumes: ['text/csv', 'text/vcard', 'multipart/form-data'],
        querystring: importQuery,
        response: { 200: importResult },
      },
    },
    async (request, reply) => {
      const { book, mode, dryRun, encoding, progress } = request.query;
      const gone = new AbortController();
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) gone.abort(new DirectoryError('bad-request', 'Given up.'));
      });
      const { tenantId, person, actor } = principalOf(request);
      const leave = places.take(actor.id ?? '');
      const telling = tellProgress(db, { tenantId, personId: person?.id ?? null, id: progress });
      try {
        const { file, mapping = request.query.mapping } = await fileOf(request);
        const options = { book, mode, dryRun: dryRun === 'true', encoding, mapping, signal: gone.signal };
        const result = await importBook(
          importPool,
          viewerOf(request),
          actor,
          { ...options, onProgress: telling.tell },
          file,
        );
        await telling.end('done');
        return importResult.parse(result);
      } catch (error) {
        await telling.end(gone.signal.aborted ? 'cancelled' : 'failed');
        throw error;
      } finally {
        leave();
      }
    },
  );

  app.get(
    '/api/v1/phonebook/reports/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Every row and number that an uploaded file could not bring, as CSV',
        description: 'For who uploaded the file alone, for a day. Columns: row, value, reason.',
        params: idParams,
        produces: ['text/csv'],
      },
    },
    async (request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="rows-not-used.csv"')
        .send(await readReport(db, viewerOf(request), principalOf(request).actor.id, request.params.id)),
  );

  app.get(
    '/api/v1/phonebook/imports',
    {
      config,
      onRequest: async (request) => mayWriteBook(request),
      schema: {
        tags,
        summary: 'The imports into a book, newest first',
        querystring: bookQuery,
        response: { 200: importList },
      },
    },
    async (request) => ({ items: await listImports(db, viewerOf(request), request.query) }),
  );

  app.post(
    '/api/v1/phonebook/imports/:id/undo',
    {
      config,
      schema: {
        tags,
        summary: 'Put the book back as it was before its newest import',
        params: idParams,
        response: { 200: undoResult },
      },
    },
    async (request) => {
      const viewer = viewerOf(request);
      const { actor, role } = principalOf(request);
      const { id } = request.params;
      if ((await bookOfImport(db, viewer, id)) === 'central' && role !== 'administrator')
        throw new DirectoryError('not-allowed');
      // It waits for imports of the same book.
      const leave = places.take(actor.id ?? '');
      try {
        return undoResult.parse(await undoImport(db, viewer, actor, id));
      } finally {
        leave();
      }
    },
  );

  app.get(
    '/api/v1/phonebook/export',
    {
      config,
      schema: { tags, summary: 'A book as a file that can be uploaded again', querystring: exportQuery },
    },
    async (request, reply) => {
      const { book, format } = request.query;
      mayWriteBook(request);
      const [type, ending] = format === 'csv' ? ['text/csv', 'csv'] : ['text/vcard', 'vcf'];
      return reply
        .type(`${type}; charset=utf-8`)
        .header('content-disposition', `attachment; filename="${book}-phone-book.${ending}"`)
        .send(exportBook(db, viewerOf(request), { book, format }));
    },
  );

  app.get(
    '/api/v1/phonebook/template',
    { config, schema: { tags, summary: 'An example file to fill in' } },
    async (_request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="phone-book-template.csv"')
        .send(csvTemplate()),
  );
}

/** The central book is the administrators', a personal one its owner's. Asked before the body is looked at. */
function mayWriteBook(request: FastifyRequest): void {
  const { role, person } = principalOf(request);
  const { book = 'central' } = request.query as { book?: string };
  if (!books.some((name) => name === book))
    throw new DirectoryError('invalid-input', 'The book is central or personal.', {
      errors: [{ path: 'book', message: 'Choose central or personal.' }],
    });
  if (book === 'central' && role !== 'administrator')
    throw new DirectoryError('not-allowed', 'Only administrators manage the central book.');
  if (book === 'personal' && person === null)
    throw new DirectoryError('not-allowed', 'An API key has no personal book.');
}

async function fileOf(
  request: FastifyRequest,
): Promise<{ readonly file: Readable; readonly mapping?: Mapping | undefined }> {
  if (!request.isMultipart()) {
    if (!request.body)
      throw new DirectoryError(
        'bad-request',
        'Send the file as the body (text/csv), or as multipart field “file”.',
      );
    if (!(request.body instanceof Readable))
      throw new DirectoryError(
        'unsupported-file',
        'This is JSON. Send the file as the body (text/csv or text/vcard), or as multipart field “file”.',
      );
    return { file: request.body };
  }
  const limits = { fileSize: bodyLimit, fieldSize: 4 * mappingLimit };
  const part = await request.file({ limits }).catch((error: unknown) => {
    throw brokenUpload(error);
  });
  if (part?.fieldname !== 'file')
    throw new DirectoryError('bad-request', 'The multipart field is named “file”.');
  const field = part.fields.mapping;
  const text = field && !Array.isArray(field) && field.type === 'field' ? field.value : undefined;
  const form = importForm.safeParse({ mapping: text });
  if (!form.success)
    throw new DirectoryError('invalid-input', 'The multipart field “mapping” is not a mapping.', {
      errors: form.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    });
  return { file: part.file, mapping: form.data.mapping };
}
