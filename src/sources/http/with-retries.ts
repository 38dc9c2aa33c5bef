import { SourceFailure, type SourceIo } from '../source.ts';
import { backOffMs } from './retry.ts';

/** A fault that may pass by itself. `failure` is what the run ends with when it does not. */
export class PassingFault extends Error {
  override readonly name = 'PassingFault';
  readonly failure: SourceFailure;
  /** What the far side asked for (Retry-After). */
  readonly retryAfterMs: number | null;

  constructor(failure: SourceFailure, retryAfterMs: number | null = null) {
    super(failure.message);
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }
}

const leastWaitMs = 250;

export interface WaitLimits {
  /** A longer wait that the far side asks for ends the run; the engine comes back when it is over. */
  readonly longestMs: number;
  readonly togetherMs: number;
}
const usualLimits: WaitLimits = { longestMs: 5 * 60_000, togetherMs: 15 * 60_000 };

/**
 * Tries until it works, at most `attempts` times: never sooner than the far side asked, and never hot. Ends with the
 * last fault's `SourceFailure`; every other error ends it at once.
 */
export async function withRetries<T>(
  io: Pick<SourceIo, 'sleep' | 'random'>,
  attempts: number,
  attempt: (failures: number) => Promise<T>,
  limits: WaitLimits = usualLimits,
): Promise<T> {
  let waited = 0;
  for (let failures = 1; ; failures += 1) {
    try {
      return await attempt(failures - 1);
    } catch (error) {
      if (!(error instanceof PassingFault)) throw error;
      const wait = error.retryAfterMs ?? Math.max(leastWaitMs, backOffMs(failures, io.random));
      waited += wait;
      if (failures >= attempts || wait > limits.longestMs || waited > limits.togetherMs) throw ended(error);
      await io.sleep(wait);
    }
  }
}

function ended({ failure, retryAfterMs }: PassingFault): SourceFailure {
  if (retryAfterMs === null) return failure;
  const minutes = Math.max(1, Math.ceil(retryAfterMs / 60_000));
  return new SourceFailure(
    failure.code,
    `${failure.message} It asks to wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}; Switchbook tries again after that.`,
    { retryAfterMs },
  );
}
