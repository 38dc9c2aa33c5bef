import type { Device } from '../access/device.ts';
import type { DeviceCheck, DevicePreview, VendorSettings } from '../contract/device.ts';
import type { PersonId } from '../domain/ids.ts';

/**
 * What the Phones page shows of the deliveries. The API may not import those (a phone must never wait for it, nor it for
 * a phone's format); main.ts hands them in.
 */
export interface PhoneTools {
  vendors(): { vendor: string; title: string }[];
  /** @param origin `http://host:port`, as phones reach this server */
  settings(ldapUsername: string, origin: string): VendorSettings[];
  preview(
    device: Device,
    origin: string,
    request: { document: string; q?: string | undefined; seenBy: PersonId | null },
  ): Promise<DevicePreview>;
  check(
    device: Device,
    origin: string,
    request: { q: string; seenBy: PersonId | null },
  ): Promise<DeviceCheck>;
}
