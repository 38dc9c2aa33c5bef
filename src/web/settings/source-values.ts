import { type Source, sourcePatch } from '../../contract/source.ts';
import { ApiProblem } from '../api-client.ts';
import { checkWith } from '../ui/check-with.ts';
import type { FormErrors } from '../ui/use-form.ts';
import type { SettingsValues, SourceKind } from './source-kinds.ts';
import type { SourceDraft } from './use-save-source.ts';

// Between a source of the API and the values of its form.

export interface SourceValues {
  readonly name: string;
  readonly enabled: boolean;
  /** A text while somebody types what is not a number yet. */
  readonly intervalHours: number | string;
  readonly settings: SettingsValues;
}

export function valuesOf(kind: SourceKind, source: Source | undefined): SourceValues {
  return {
    name: source?.name ?? '',
    enabled: source?.enabled ?? true,
    intervalHours: source?.intervalHours ?? 24,
    settings: kind.read(source?.settings ?? {}),
  };
}

export function draftOf(kindName: string, kind: SourceKind, values: SourceValues): SourceDraft {
  return {
    kind: kindName,
    ...(kind.isNamed ? { name: values.name.trim() } : {}),
    enabled: values.enabled,
    intervalHours: Number(values.intervalHours),
    settings: kind.write(values.settings),
  };
}

const checkCommon = checkWith(sourcePatch.pick({ name: true, intervalHours: true }));

export function checkSource(
  kind: SourceKind,
  { name, intervalHours, settings }: SourceValues,
  isSet: (secret: string) => boolean,
): FormErrors {
  const hours = intervalHours === '' ? Number.NaN : Number(intervalHours);
  return {
    ...(Number.isNaN(hours)
      ? { intervalHours: 'Enter a whole number of hours, from 1 to 720.' }
      : checkCommon({ intervalHours: hours, ...(kind.isNamed ? { name } : {}) })),
    ...kind.check(settings, isSet),
  };
}

/** What the API refused, at the fields of this form: it says `settings.url` where the form says `url`. */
export function refusalAtFields(kind: SourceKind, error: unknown): unknown {
  if (!(error instanceof ApiProblem)) return error;
  return error.withErrors(
    error.errors.map(({ path, message }) => ({
      path: path.startsWith('settings.') ? kind.fieldOf(path.slice('settings.'.length)) : path,
      message,
    })),
  );
}
