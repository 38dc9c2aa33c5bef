import { Alert } from '@mantine/core';
import { ApiProblem } from '../api-client.ts';
import { IconAlertTriangle } from './icons.ts';

interface ProblemAlertProps {
  readonly error: unknown;
  readonly title?: string;
}

/** A failure in words, in the place where it happened. Nothing when there is none. */
export function ProblemAlert({ error, title }: ProblemAlertProps) {
  if (!error) return null;
  return (
    <Alert
      role="alert"
      variant="default"
      icon={<IconAlertTriangle size={18} />}
      title={title}
      data-tone="bad"
    >
      {messageOf(error)}
    </Alert>
  );
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong. Try again in a moment.';
}

/** Whether the server said which field is wrong: then the message stands there. */
export function hasFieldErrors(error: unknown): boolean {
  return error instanceof ApiProblem && error.errors.length > 0;
}
