import { escapeHtml } from './escape-html.ts';

// A page that one can read, from the same description that programs get: no script, nothing loaded from elsewhere.

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    required?: boolean;
    description?: string;
    schema?: unknown;
  }[];
  readonly requestBody?: { content?: Record<string, { schema?: unknown }> };
  readonly responses?: Record<
    string,
    { description?: string; content?: Record<string, { schema?: unknown }> }
  >;
}

interface Description {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly paths?: object;
}

const style = `
:root{color-scheme:light dark;font:15px/1.55 system-ui,sans-serif}body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 6rem}
h1{font-size:1.6rem;margin:0}h2{margin:2.5rem 0 .5rem;font-size:1.15rem;text-transform:capitalize}
details{border:1px solid #8884;border-radius:8px;margin:.4rem 0;padding:.55rem .9rem}summary{cursor:pointer}
.method{display:inline-block;min-width:4.2rem;font:600 .8rem ui-monospace,monospace}code,pre{font:.85rem/1.5 ui-monospace,monospace}
pre{overflow:auto;background:#8881;padding:.75rem;border-radius:6px}table{border-collapse:collapse;width:100%}
td{padding:.25rem .75rem .25rem 0;vertical-align:top;border-top:1px solid #8883}.muted{opacity:.75}`;

export function apiDocsPage(description: Description): string {
  const groups = new Map<string, string[]>();
  for (const [path, operations] of Object.entries(description.paths ?? {})) {
    for (const [method, operation] of Object.entries(operations as Record<string, Operation>)) {
      const group = operation.tags?.[0] ?? 'other';
      groups.set(group, [...(groups.get(group) ?? []), operationHtml(method, path, operation)]);
    }
  }
  const sections = [...groups]
    .map(([name, parts]) => `<h2>${escapeHtml(name)}</h2>${parts.join('')}`)
    .join('');
  const { title, version, description: text = '' } = description.info;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)} API</title><style>${style}</style></head><body>
<h1>${escapeHtml(title)} API <span class="muted">${escapeHtml(version)}</span></h1>
<p>${escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>
<p>For programs: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>${sections}</body></html>`;
}

function operationHtml(method: string, path: string, operation: Operation): string {
  const parameters = operation.parameters ?? [];
  const rows = parameters.map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code></td><td class="muted">${escapeHtml(parameter.in)}${
        parameter.required ? ', required' : ''
      }</td><td>${escapeHtml(parameter.description ?? '')} <code>${escapeHtml(compact(parameter.schema))}</code></td></tr>`,
  );
  const bodies = Object.entries(operation.requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<p>Body <code>${escapeHtml(type)}</code></p>${schemaHtml(schema)}`,
  );
  const answers = Object.entries(operation.responses ?? {}).map(
    ([status, { description, content }]) =>
      `<p>${escapeHtml(status)} <span class="muted">${escapeHtml(description ?? '')}</span></p>${Object.values(
        content ?? {},
      )
        .map(({ schema }) => schemaHtml(schema))
        .join('')}`,
  );
  return `<details><summary><span class="method">${escapeHtml(method.toUpperCase())}</span> <code>${escapeHtml(
    path,
  )}</code> <span class="muted">${escapeHtml(operation.summary ?? '')}</span></summary>
<p>${escapeHtml(operation.description ?? '')}</p>${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}${bodies.join('')}${answers.join('')}</details>`;
}

const compact = (schema: unknown) => JSON.stringify(schema ?? {}).slice(0, 200);
const schemaHtml = (schema: unknown) => `<pre>${escapeHtml(JSON.stringify(schema, null, 1) ?? '')}</pre>`;
