import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { type AuditFilter, listAudit } from '../access/list-audit.ts';
import { auditCsvQuery, auditList, auditQuery } from '../contract/people.ts';
import type { TenantId } from '../domain/ids.ts';
import { principalOf } from '../http/authenticate.ts';
import type { App } from '../http/server.ts';
import type { ApiParts } from './parts.ts';

const csvPage = 1000;

/** Who did what: the audit log. */
export async function auditRoutes(app: App, { db }: ApiParts): Promise<void> {
  const config = { allow: 'administrators' } as const;
  const tags = ['audit'];

  app.get(
    '/api/v1/audit',
    {
      config,
      schema: {
        tags,
        summary: 'Who did what, newest first',
        querystring: auditQuery,
        response: { 200: auditList },
      },
    },
    async (request) => listAudit(db, principalOf(request).tenantId, request.query),
  );

  app.get(
    '/api/v1/audit.csv',
    { config, schema: { tags, summary: 'The same as CSV', querystring: auditCsvQuery } },
    async (request, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="switchbook-audit.csv"')
        .send(Readable.from(csv(principalOf(request).tenantId, request.query))),
  );

  async function* csv(tenantId: TenantId, filter: AuditFilter) {
    yield stringify([['at', 'who', 'kind of who', 'action', 'subject', 'subject id', 'details']]);
    for (let cursor: string | undefined, more = true; more; ) {
      const page = await listAudit(db, tenantId, { ...filter, limit: csvPage, cursor });
      const rows = page.items.map(({ at, actor, action, subjectKind, subjectId, details }) => [
        at,
        actor.name,
        actor.kind,
        action,
        subjectKind,
        subjectId ?? '',
        JSON.stringify(details),
      ]);
      // A name may start with `=`: a spreadsheet must not run it.
      if (rows.length > 0) yield stringify(rows, { escape_formulas: true });
      cursor = page.nextCursor;
      more = cursor !== undefined;
    }
  }
}
