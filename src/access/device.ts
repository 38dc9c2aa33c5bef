import type { DeviceId, PersonId, TenantId } from '../domain/ids.ts';
import type { NameOrder } from '../domain/person-name.ts';

/** How a device wants numbers: as somebody typed them, `+49…`, or as one dials them within the tenant's country. */
export const numberFormats = ['given', 'e164', 'national'] as const;
export type NumberFormat = (typeof numberFormats)[number];

export interface DeviceSettings {
  readonly name: string;
  /** Which settings the Phones page shows first, e.g. `yealink`. Every device may read every document. */
  readonly vendor: string | null;
  /** The person whose personal book the device sees besides the central one. */
  readonly ownerId: PersonId | null;
  readonly numberFormat: NumberFormat;
  /** Dialled before an outside number (`9`, `0`), with the format `national`. */
  readonly nationalPrefix: string;
  /** How it wants names written; null: as its company does. */
  readonly nameOrder: NameOrder | null;
  /** The most contacts that one document may hold; null: as many as the vendor can take. */
  readonly maxEntries: number | null;
  /** Where it may come from, as CIDRs; empty: anywhere. */
  readonly allowedNetworks: readonly string[];
}

/** A credential that a phone or a PBX reads the directory with. */
export interface Device extends DeviceSettings {
  readonly tenantId: TenantId;
  readonly id: DeviceId;
}

/** What an administrator sees of it. */
export interface ListedDevice extends Device {
  readonly ldapUsername: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
  readonly lastSeenFrom: string | null;
  readonly lastSeenWith: string | null;
}
