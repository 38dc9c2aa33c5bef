import type { BerWriter } from './ber-writer.ts';
import { type AnswerControl, writeControls } from './controls.ts';

/** How an operation ended. */
export interface Outcome {
  readonly code: number;
  readonly message?: string;
  readonly matched?: string;
  readonly controls?: readonly AnswerControl[];
}

/** Writes an LDAPResult (RFC 4511 4.1.9) under the tag of its operation. */
export function writeOutcome(writer: BerWriter, messageId: number, tag: number, outcome: Outcome): void {
  writer.begin(0x30);
  writer.integer(messageId);
  writer.begin(tag);
  writer.integer(outcome.code, 0x0a);
  writer.octets(outcome.matched ?? '');
  writer.octets(outcome.message ?? '');
  writer.end();
  if (outcome.controls) writeControls(writer, outcome.controls);
  writer.end();
}

/** `value`: present, though perhaps empty, in the answer to Who am I. */
export function writeExtended(
  writer: BerWriter,
  messageId: number,
  outcome: Outcome,
  extra: { readonly oid?: string; readonly value?: string } = {},
): void {
  writer.begin(0x30);
  writer.integer(messageId);
  writer.begin(0x78);
  writer.integer(outcome.code, 0x0a);
  writer.octets('');
  writer.octets(outcome.message ?? '');
  if (extra.oid !== undefined) writer.octets(extra.oid, 0x8a);
  if (extra.value !== undefined) writer.octets(extra.value, 0x8b);
  writer.end();
  writer.end();
}
