import type { SettingsValues } from '../source-kinds.ts';

/** Lists of rules, in the form one rule a line. */
export const exclusionLists = ['domains', 'companies', 'departments', 'names'] as const;

export function readMicrosoft365(settings: Readonly<Record<string, unknown>>): SettingsValues {
  const rules = isRecord(settings.exclude) ? settings.exclude : {};
  return {
    clientId: textOf(settings.clientId),
    clientSecret: '',
    tenantId: textOf(settings.tenantId),
    cloud: textOf(settings.cloud) || 'global',
    signInBy: textOf(settings.certificate) === '' ? 'secret' : 'certificate',
    certificate: textOf(settings.certificate),
    certificateKey: '',
    includeUsers: settings.includeUsers === true,
    ...Object.fromEntries(exclusionLists.map((list) => [list, linesOf(rules[list])])),
  };
}

export function writeMicrosoft365(values: SettingsValues): Record<string, unknown> {
  const { clientId, tenantId, cloud, signInBy, clientSecret, certificate, certificateKey, includeUsers } =
    values;
  return {
    clientId: String(clientId).trim(),
    tenantId: String(tenantId).trim(),
    cloud,
    // Whichever way of signing in was left is taken away, not kept beside the other.
    ...(signInBy === 'certificate'
      ? { clientSecret: null, certificate, ...(certificateKey === '' ? {} : { certificateKey }) }
      : { certificate: null, certificateKey: null, ...(clientSecret === '' ? {} : { clientSecret }) }),
    includeUsers,
    exclude: Object.fromEntries(exclusionLists.map((list) => [list, rulesOf(values[list])])),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function linesOf(rules: unknown): string {
  return Array.isArray(rules) ? rules.join('\n') : '';
}

function rulesOf(lines: string | boolean | undefined): string[] {
  return String(lines ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
