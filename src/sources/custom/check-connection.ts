import type { SourceContact, SourceIo } from '../source.ts';
import { parseFullPage } from './parse-page.ts';
import { fetchFullPage } from './read-page.ts';
import { fetchToken, openService } from './service.ts';
import type { CustomSettings } from './settings.ts';

const sampleSize = 3;

/** Somebody waits: one try. It never asks for changes, because reading the list of deletions may empty it. */
export async function checkConnection(
  settings: CustomSettings,
  io: SourceIo,
): Promise<{ message: string; sample: readonly SourceContact[] }> {
  const service = openService(settings, io, { attempts: 1, timeoutMs: 12_000 });
  const { token } = await fetchToken(service);
  const { text } = await fetchFullPage(service, { token, page: 1, limit: sampleSize });
  const { contacts, issues } = parseFullPage(service.host, text);
  const sample = contacts.slice(0, sampleSize);
  if (sample.length > 0)
    return { message: 'Connected. These are the first contacts that the service gives.', sample };
  const [issue] = issues;
  return {
    message: issue
      ? `Connected, but the first contacts cannot be used. ${issue.reason}`
      : 'Connected, and the service has no contacts.',
    sample,
  };
}
