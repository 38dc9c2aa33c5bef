import { useSyncExternalStore } from 'react';

// Numbers are shown in international form with spaces. The numbering plans are large, so they come after the page does;
// until then a number stands as it was given.

type Format = (e164: string) => string;

let format: Format | null = null;
let asked = false;
const listeners = new Set<() => void>();

async function load(): Promise<void> {
  const { parsePhoneNumber } = await import('./numbering-plans.ts');
  format = (e164) => {
    try {
      return parsePhoneNumber(e164).formatInternational();
    } catch {
      return e164;
    }
  };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!asked) {
    asked = true;
    // Without them numbers stay readable enough.
    load().catch(() => {});
  }
  return () => listeners.delete(listener);
}

interface ShownNumber {
  readonly number: string;
  readonly e164: string | null;
  readonly extension: string | null;
  readonly tail?: string | undefined;
}

export function useReadableNumbers(): (phone: ShownNumber) => string {
  const loaded = useSyncExternalStore(subscribe, () => format);
  return ({ number, e164, extension, tail }) => {
    if (!loaded || e164 === null) return number;
    return `${loaded(e164)}${extension ? ` ext. ${extension}` : ''}${tail ? ` ${tail}` : ''}`;
  };
}
