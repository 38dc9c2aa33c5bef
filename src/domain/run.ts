export type RunMode = 'full' | 'delta';
export type RunTrigger = 'saved' | 'schedule' | 'manual' | 'recovery';
export type RunState = 'running' | 'succeeded' | 'failed' | 'held' | 'discarded' | 'cancelled';

/**
 * How a run can fail. The message beside it says what happened and what to do; the code is for programs.
 * `throttled`, `unreachable` and `malformed` are worth another try; the others wait for a person.
 */
export type RunErrorCode =
  | 'credentials-refused'
  | 'permission-missing'
  | 'unreachable'
  | 'certificate'
  | 'throttled'
  | 'malformed'
  | 'cursor-expired'
  | 'held'
  | 'cancelled'
  | 'bug';
