import { customSettings } from '../sources/custom/settings.ts';
import { SourceFailure, type SourceIo } from '../sources/source.ts';
import { checkPoints, type Point } from './check-source-points.ts';

export interface CheckSourceOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly caCertificate?: string;
  /** Called as each point is known. */
  readonly onPoint?: (point: Point) => void;
}

/**
 * Tries a server against the Custom source contract (docs/custom-source.md), point by point. It changes nothing there,
 * but it reads the list of deletions, which some servers forget once it was read; a point says so where that matters.
 * Ends at the first point without which the others make no sense. Throws for bugs only.
 */
export async function checkSource(
  url: string,
  { onPoint = () => {}, ...client }: CheckSourceOptions,
): Promise<{ points: { ok: boolean; text: string }[] }> {
  const points: Point[] = [];
  const add = (point: Point) => {
    points.push(point);
    onPoint(point);
  };
  const settings = customSettings.safeParse({ url, ...client });
  if (!settings.success) {
    for (const { message } of settings.error.issues) add({ ok: false, text: message });
    return { points };
  }
  try {
    for await (const point of checkPoints(settings.data, worldOf())) add(point);
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    add({ ok: false, text: error.message });
  }
  return { points };
}

/** Somebody watches: no long waits, and any network that the command's user can reach. */
const worldOf = (): SourceIo => ({
  signal: AbortSignal.timeout(10 * 60_000),
  now: () => new Date(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, Math.min(ms, 5_000))),
  random: Math.random,
  networks: 'any',
});
