import type { Line, PageRequest, PhoneFormat, Query } from './format.ts';
import { nameParts } from './names.ts';
import { element, elementWith, type Xml, xmlDocument } from './xml.ts';

// Gigaset pro (N510, N670, N870, C530 IP): the provisioned URL ends with `?`, the phone appends its parameters. `*` in
// one means "anything". Two dialects were seen: one with fields (`ln`, `fn`, `hm`, `mb` …) that also asks for callers, one with
// `set_first`. Both count entries from 1.

const mostLines = 100;

export const gigaset = {
  vendor: 'gigaset',
  title: 'Gigaset',
  documents: [
    {
      kind: 'page',
      path: 'gigaset',
      title: 'Phone book search',
      contentType: 'text/xml; charset=utf-8',
      pageLines: 20,
      read: (query): PageRequest => {
        // Towns and streets nobody has here; who asks for one means those who have it, not everybody.
        const texts = [query.set_first, query.ln, query.fn, query.em, query.ct, query.st, query.zc, query.q];
        const name = texts.map(meant).filter((text) => text !== '');
        const number = [query.hm, query.mb, query.sip, query.bp].map(meant).find((text) => text !== '');
        const automatic = query.reqsrc === 'auto';
        const maxBytes = count(query.limit);
        return {
          // The same text in two fields means "either", which a search over all fields does anyway.
          q: number ?? [...new Set(name)].join(' '),
          offset: Math.max(1, count(query.first) ?? 1) - 1,
          offsetOf: 'lines',
          lines: Math.min(Math.max(1, count(query.count) ?? 20), mostLines),
          ...(automatic && number !== undefined ? { caller: number } : {}),
          ...(maxBytes === undefined ? {} : { maxBytes }),
        };
      },
      render: ({ lines, first, last, total, request }) => {
        if (lines.length === 0) {
          const none = request.caller === undefined ? answer : { ...answer, notfound: 'hm' };
          return xmlDocument(elementWith('list', { ...none, total: 0 }));
        }
        const entries = lines.map((line, index) => entryOf(line, first + index));
        // `limit` looks like the most bytes that the handset takes. One entry goes out in any case.
        let bytes = 200;
        const fitting = entries.filter((entry, index) => {
          bytes += Buffer.byteLength(entry.markup);
          return index === 0 || bytes <= (request.maxBytes ?? Number.POSITIVE_INFINITY);
        });
        return xmlDocument(
          elementWith(
            'list',
            { ...answer, total, first, last: last - (entries.length - fitting.length) },
            ...fitting,
          ),
        );
      },
      renderMessage: () =>
        // 6: service not available.
        xmlDocument(elementWith('error', answer, element('errorid', '6'))),
    },
  ],
} satisfies PhoneFormat;

const answer = { response: 'get_list', type: 'pb' } as const;

function entryOf({ contact, suffix, number }: Line, id: number): Xml {
  const { first, last } = nameParts(contact);
  return elementWith(
    'entry',
    { id },
    element('ln', `${last}${suffix}`),
    element('fn', first),
    element('hm', number.dial),
  );
}

const meant = (value: Query[string] | undefined): string => (value ?? '').replaceAll('*', '').trim();

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
