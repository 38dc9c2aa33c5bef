import type { Device } from '../access/device.ts';
import type { PhoneDirectory } from '../directory/phone-directory.ts';
import { DirectoryError } from '../domain/errors.ts';
import type { PersonId } from '../domain/ids.ts';
import { answerLookup } from './caller-lookup/answer-lookup.ts';
import { threeCxTemplate } from './caller-lookup/three-cx-template.ts';
import { findDocument } from './documents.ts';
import { cutReasons } from './phone-xml/cut.ts';
import { renderDocument, viewerOf } from './render-document.ts';

export interface Preview {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly bodyComplete: boolean;
  readonly contacts: number;
  readonly cut: { readonly count: number; readonly reason: string }[];
}

const shownCharacters = 200_000;

/** Exactly what a device gets, by the code that gives it, with what is not in it and why. */
export async function previewDocument(
  directory: PhoneDirectory,
  whole: Device,
  {
    document: path,
    q = '',
    base,
    seenBy,
  }: { document: string; q?: string | undefined; base: string; seenBy: PersonId | null },
): Promise<Preview> {
  const device = deviceSeenBy(whole, seenBy);
  const cut = await leftOut(directory, whole, device);
  const complete = { status: 200, bodyComplete: true, cut };
  if (path === 'lookup') {
    const { contentType, body } = await answerLookup(directory, device, { number: q });
    return { ...complete, contentType, body, contacts: body === '' ? 0 : 1 };
  }
  if (path === '3cx-template.xml') {
    const body = threeCxTemplate(base, await directory.country(viewerOf(device)));
    return { ...complete, contentType: 'application/xml; charset=utf-8', body, contacts: 0 };
  }
  const document = findDocument(path);
  if (!document)
    throw new DirectoryError('not-found', 'There is no such document. The settings name those there are.');
  const rendering = renderDocument(document, directory, { device, query: { q }, base, language: undefined });
  let body = '';
  let length = 0;
  for await (const piece of rendering.pieces) {
    length += piece.length;
    if (body.length < shownCharacters) body += piece;
  }
  return {
    status: 200,
    contentType: document.contentType,
    body: body.slice(0, shownCharacters),
    bodyComplete: length <= shownCharacters,
    contacts: rendering.count.contacts,
    cut: [
      ...[...rendering.cuts.counts].map(([reason, count]) => ({ count, reason: cutReasons[reason] })),
      ...cut,
    ],
  };
}

/** The device with what `seenBy` may see of what it sees: a personal book is shown to nobody but its owner. */
export const deviceSeenBy = (device: Device, seenBy: PersonId | null): Device =>
  device.ownerId === seenBy ? device : { ...device, ownerId: null };

async function leftOut(directory: PhoneDirectory, whole: Device, seen: Device): Promise<Preview['cut']> {
  if (whole.ownerId === seen.ownerId) return [];
  const [all, shown] = await Promise.all(
    [whole, seen].map((device) => directory.search(viewerOf(device), { q: '', offset: 0, limit: 1 })),
  );
  const count = (all?.total ?? 0) - (shown?.total ?? 0);
  const reason =
    'contacts of the owner’s personal book: the device gets them, but only the owner may see them here.';
  return count > 0 ? [{ count, reason }] : [];
}
