import type { Device } from '../../access/device.ts';
import type { Ask, PartOfBook } from '../../directory/part-of-large-book.ts';
import { BookTooLarge } from '../../directory/phone-index/book-too-large.ts';
import type { PhoneIndex } from '../../directory/phone-index/phone-index.ts';
import type { Viewer } from '../../directory/viewer.ts';
import { DirectoryError } from '../../domain/errors.ts';
import { type Outcome, writeOutcome } from './answer.ts';
import { asksOf } from './asks.ts';
import { attributeOf } from './attributes.ts';
import type { BerWriter } from './ber-writer.ts';
import { readControls } from './controls.ts';
import { type PlainEntry, writePlainEntry } from './entry.ts';
import { attributeName, type Filter } from './filter.ts';
import { conditionOf } from './match.ts';
import { fitsPlainEntry, subschemaEntry } from './plain-entries.ts';
import type { Control, Operation, SearchRequest } from './request.ts';
import { resultCodes } from './result-codes.ts';
import { answerSearch, type SearchedBook } from './search.ts';
import type { Pages } from './special-search.ts';
import { type Place, placeOf } from './tree.ts';

/** What searching needs to know of its connection. */
export interface ReadSetting {
  readonly device: Device | null;
  readonly index: Pick<PhoneIndex, 'open' | 'peek'>;
  /** Reads of a book that is too large for the index. */
  readonly readPart: (viewer: Viewer, asks: readonly Ask[]) => Promise<PartOfBook>;
  readonly pages: Pages;
  readonly mostEntries: number;
  readonly overLimit: number;
  /** What stands at the root. */
  readonly root: PlainEntry;
  isAbandoned(): boolean;
}

const success: Outcome = { code: resultCodes.success };
const needsBind: Outcome = {
  code: resultCodes.insufficientAccessRights,
  message: 'Bind with the user name and the password of a device first.',
};

/** Answers a search with its entries and its end. */
export function search(
  setting: ReadSetting,
  messageId: number,
  request: SearchRequest,
  sentControls: readonly Control[],
  writer: BerWriter,
): void | Promise<void> {
  const end = (outcome: Outcome) => {
    if (!setting.isAbandoned()) writeOutcome(writer, messageId, 0x65, outcome);
  };
  const controls = readControls(sentControls);
  if (controls.unavailable) {
    return end({
      code: resultCodes.unavailableCriticalExtension,
      message: 'A critical control is not supported.',
    });
  }
  const place = placeOf(request.base);
  const plain =
    place.kind === 'subschema'
      ? subschemaEntry
      : place.kind === 'root' && request.scope === 'base'
        ? setting.root
        : null;
  if (plain) {
    if (fitsPlainEntry(request.filter, plain))
      writePlainEntry(writer, messageId, plain, request.attributes, request.typesOnly);
    return end(success);
  }
  const { device, index } = setting;
  if (!device) return end(needsBind);
  const answer = (open: SearchedBook): Outcome | Promise<Outcome> =>
    setting.isAbandoned()
      ? success
      : answerSearch({ ...setting, device, open }, messageId, request, place, controls, writer);
  const open = index.peek(device.tenantId);
  const outcome = open
    ? answer(open)
    : openBook(setting, device, place, request.filter).then(answer, unavailable);
  return outcome instanceof Promise ? outcome.then(end) : end(outcome);
}

/** The device's book; of one that is too large to be in memory, those who may fit. */
async function openBook(
  { index, readPart }: Pick<ReadSetting, 'index' | 'readPart'>,
  { tenantId, ownerId }: Device,
  place: Place,
  filter: Filter,
): Promise<SearchedBook> {
  try {
    return await index.open(tenantId);
  } catch (error) {
    if (!(error instanceof BookTooLarge)) throw error;
    return readPart({ tenantId, personId: ownerId }, asksOf(place, filter));
  }
}

/** Answers whether an entry has a value (RFC 4511 4.10). */
export async function compare(
  setting: Pick<ReadSetting, 'device' | 'index' | 'readPart'>,
  request: Extract<Operation, { kind: 'compare' }>,
): Promise<Outcome> {
  const { device } = setting;
  if (!device) return needsBind;
  const place = placeOf(request.entry);
  let open: SearchedBook;
  try {
    open = await openBook(setting, device, place, { kind: 'undefined' });
  } catch (error) {
    return unavailable(error);
  }
  const { book } = open;
  const slot = place.kind === 'contact' ? book.slotOf(place.id) : undefined;
  const viewer = { tenantId: device.tenantId, personId: device.ownerId };
  if (slot === undefined || !book.isVisible(viewer, slot)) return { code: resultCodes.noSuchObject };
  const attribute = attributeName(request.attribute);
  if (!attributeOf(attribute)) return { code: resultCodes.noSuchAttribute };
  const { accept } = conditionOf({ kind: 'equal', attribute, value: request.value }, open.country);
  return { code: accept(slot, book) ? resultCodes.compareTrue : resultCodes.compareFalse };
}

/** What a phone is told when its book cannot be read: never an empty book. */
function unavailable(error: unknown): Outcome {
  if (!(error instanceof DirectoryError)) throw error;
  return { code: resultCodes.unavailable, message: error.message };
}
