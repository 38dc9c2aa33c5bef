import { v7 } from 'uuid';

declare const brand: unique symbol;
type Branded<T, B extends string> = T & { readonly [brand]: B };

/** UUIDs (version 7: they sort by creation time). Branded, so that one cannot stand in for another. */
export type TenantId = Branded<string, 'TenantId'>;
export type ContactId = Branded<string, 'ContactId'>;
export type SourceId = Branded<string, 'SourceId'>;
export type RunId = Branded<string, 'RunId'>;
export type PersonId = Branded<string, 'PersonId'>;
export type DeviceId = Branded<string, 'DeviceId'>;

/** The key by which a source knows a contact: any text of 1 to 400 characters. */
export type ExternalId = string;

export const newId = <T extends string>(): T => v7() as T;

/** Many at once, for bulk work: the time of one, a counter in the twelve bits after it, the rest random. */
export function newIds<T extends string>(count: number): T[] {
  const first = v7();
  const counter = Number.parseInt(first.slice(15, 18), 16);
  return Array.from({ length: count }, (_, index) => {
    const place = ((counter + index) & 0xfff).toString(16).padStart(3, '0');
    return `${first.slice(0, 15)}${place}${crypto.randomUUID().slice(18)}` as T;
  });
}
