import type { Device } from '../../access/device.ts';
import type { OpenBook, PhoneIndex } from '../../directory/phone-index/phone-index.ts';
import { DirectoryError } from '../../domain/errors.ts';
import { type Outcome, writeOutcome } from './answer.ts';
import { attributeOf } from './attributes.ts';
import type { BerWriter } from './ber-writer.ts';
import { readControls } from './controls.ts';
import { writePlainEntry } from './entry.ts';
import { attributeName } from './filter.ts';
import { conditionOf } from './match.ts';
import { fitsPlainEntry, rootEntry, subschemaEntry } from './plain-entries.ts';
import type { Control, Operation, SearchRequest } from './request.ts';
import { resultCodes } from './result-codes.ts';
import { answerSearch } from './search.ts';
import type { Pages } from './special-search.ts';
import { placeOf } from './tree.ts';

/** What searching needs to know of its connection. */
export interface ReadSetting {
  readonly device: Device | null;
  readonly index: Pick<PhoneIndex, 'open' | 'peek'>;
  readonly pages: Pages;
  readonly mostEntries: number;
  readonly overLimit: number;
  readonly canStartTls: boolean;
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
        ? rootEntry(setting.canStartTls)
        : null;
  if (plain) {
    if (fitsPlainEntry(request.filter, plain))
      writePlainEntry(writer, messageId, plain, request.attributes, request.typesOnly);
    return end(success);
  }
  const { device, index } = setting;
  if (!device) return end(needsBind);
  const answer = (open: OpenBook): Outcome | Promise<Outcome> =>
    setting.isAbandoned()
      ? success
      : answerSearch({ ...setting, device, open }, messageId, request, place, controls, writer);
  const open = index.peek(device.tenantId);
  const outcome = open ? answer(open) : index.open(device.tenantId).then(answer, unavailable);
  return outcome instanceof Promise ? outcome.then(end) : end(outcome);
}

/** Answers whether an entry has a value (RFC 4511 4.10). */
export async function compare(
  { device, index }: Pick<ReadSetting, 'device' | 'index'>,
  request: Extract<Operation, { kind: 'compare' }>,
): Promise<Outcome> {
  if (!device) return needsBind;
  const place = placeOf(request.entry);
  let open: OpenBook;
  try {
    open = await index.open(device.tenantId);
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
