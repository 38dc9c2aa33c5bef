import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { type AuditFilter, listAudit } from '../access/list-audit.ts';
import { auditCsvQuery, auditList, auditQuery } from '../contract/people.ts';
import { nameSubjects } from '../directory/name-subjects.ts';
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
    async (request) => readAudit(principalOf(request).tenantId, request.query),
  );

  app.get(
    '/api/v1/audit.csv',
    { config, schema: { tags, summary: 'The same as CSV', querystring: auditCsvQuery } },
    async (request, reply) => {
      const { tenantId } = principalOf(request);
      // Before the answer begins: what cannot be asked is refused, not broken off.
      const first = await readAudit(tenantId, { ...request.query, limit: csvPage });
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="switchbook-audit.csv"')
        .send(Readable.from(csv(tenantId, request.query, first)));
    },
  );

  async function readAudit(tenantId: TenantId, query: Parameters<typeof listAudit>[2]) {
    const page = await listAudit(db, tenantId, query);
    const ids = page.items.flatMap(({ subjectId }) => subjectId ?? []);
    const names = await nameSubjects(db, tenantId, [...new Set(ids)]);
    return {
      ...page,
      items: page.items.map((event) => ({
        ...event,
        subjectName: names.get(event.subjectId ?? '') ?? said(event.details),
      })),
    };
  }

  async function* csv(tenantId: TenantId, filter: AuditFilter, first: Awaited<ReturnType<typeof readAudit>>) {
    // The byte order mark, without which Excel reads UTF-8 as something else.
    yield stringify(
      [['at', 'who', 'kind of who', 'action', 'subject', 'subject id', 'subject name', 'details']],
      {
        bom: true,
      },
    );
    for (let page = first, more = true; more; ) {
      const rows = page.items.map(({ at, actor, action, subjectKind, subjectId, subjectName, details }) => [
        at,
        actor.name,
        actor.kind,
        action,
        subjectKind,
        subjectId ?? '',
        subjectName,
        JSON.stringify(details),
      ]);
      // A name may start with `=`: a spreadsheet must not run it.
      if (rows.length > 0) yield stringify(rows, { escape_formulas: true });
      const cursor = page.nextCursor;
      more = cursor !== undefined;
      if (more) page = await readAudit(tenantId, { ...filter, limit: csvPage, cursor });
    }
  }
}

/** A source, a key or a person that is gone for good was named when something was done to it. */
function said({ name, email }: Readonly<Record<string, unknown>>): string {
  return ([name, email].find((text) => typeof text === 'string') as string | undefined) ?? '';
}
