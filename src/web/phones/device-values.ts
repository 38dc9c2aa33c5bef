import { type Device, deviceCreate } from '../../contract/device.ts';
import type { NameOrder } from '../../domain/person-name.ts';
import { ApiProblem } from '../api-client.ts';
import { checkWith } from '../ui/check-with.ts';
import type { FormErrors } from '../ui/use-form.ts';
import type { DeviceBody } from './use-device-acts.ts';

/** A device as its form holds it: what is not chosen is an empty text. */
export interface DeviceValues {
  readonly name: string;
  readonly vendor: string;
  readonly ownerId: string;
  readonly numberFormat: Device['numberFormat'];
  readonly nationalPrefix: string;
  readonly nameOrder: NameOrder | '';
  readonly maxEntries: number | '';
  readonly allowedNetworks: string;
}

export function valuesOf(device: Device | undefined): DeviceValues {
  return {
    name: device?.name ?? '',
    vendor: device?.vendor ?? '',
    ownerId: device?.ownerId ?? '',
    numberFormat: device?.numberFormat ?? 'given',
    nationalPrefix: device?.nationalPrefix ?? '',
    nameOrder: device?.nameOrder ?? '',
    maxEntries: device?.maxEntries ?? '',
    allowedNetworks: device?.allowedNetworks.join('\n') ?? '',
  };
}

export function bodyOf(values: DeviceValues): DeviceBody {
  return {
    name: values.name,
    vendor: values.vendor || null,
    ownerId: values.ownerId || null,
    numberFormat: values.numberFormat,
    nationalPrefix: values.numberFormat === 'national' ? values.nationalPrefix : '',
    nameOrder: values.nameOrder || null,
    maxEntries: values.maxEntries === '' ? null : values.maxEntries,
    allowedNetworks: values.allowedNetworks.split(/[\s,;]+/).filter((network) => network !== ''),
  };
}

const checkBody = checkWith(deviceCreate);

export function checkDevice(values: DeviceValues): FormErrors {
  const found = Object.entries(checkBody(bodyOf(values)));
  return Object.fromEntries(found.map(([path, message]) => [fieldOf(path), message]));
}

/** What the server refuses of one network belongs to the one field that holds them all. */
export function atFields(error: unknown, values: DeviceValues): unknown {
  if (!(error instanceof ApiProblem)) return error;
  const networks = bodyOf(values).allowedNetworks;
  return error.withErrors(
    error.errors.map(({ path, message }) => {
      const network = networks[Number(path.split('.')[1])];
      const names = fieldOf(path) === 'allowedNetworks' && network !== undefined;
      return { path: fieldOf(path), message: names ? `“${network}”: ${message}` : message };
    }),
  );
}

const fieldOf = (path: string) => path.split('.')[0] ?? path;
