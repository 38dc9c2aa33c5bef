import { DirectoryError } from '../domain/errors.ts';
import { type Source, type SourceIo, SourceRefusal } from '../sources/source.ts';

/** Parses settings with the source's own schema and asks the source whether they may be used. Ends with a 422. */
export async function checkSourceSettings(
  source: Source<unknown>,
  settings: unknown,
  io: SourceIo,
): Promise<Record<string, unknown>> {
  const parsed = source.settings.safeParse(settings);
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => ({
      path: ['settings', ...issue.path].join('.'),
      message: issue.message,
    }));
    const [first] = errors;
    throw new DirectoryError('invalid-input', first ? `${first.path}: ${first.message}` : undefined, {
      errors,
    });
  }
  try {
    await source.checkSettings(parsed.data, io);
  } catch (error) {
    if (!(error instanceof SourceRefusal)) throw error;
    const path = error.path ? `settings.${error.path}` : 'settings';
    throw new DirectoryError('invalid-input', error.message, { errors: [{ path, message: error.message }] });
  }
  return parsed.data as Record<string, unknown>;
}

/** What was typed over what is stored: an absent or empty secret stays, `null` and an empty text take a setting away. */
export function settingsAsTyped(
  before: Readonly<Record<string, unknown>>,
  typed: Readonly<Record<string, unknown>>,
  secretNames: readonly string[],
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(typed)) {
    // A client may send back what it was shown.
    if (name.endsWith('Set') && secretNames.includes(name.slice(0, -3))) continue;
    if (secretNames.includes(name) && value === '') continue;
    if (value === null) delete merged[name];
    else merged[name] = value;
  }
  return merged;
}
