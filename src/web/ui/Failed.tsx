import { Button } from '@mantine/core';
import { EmptyState } from './EmptyState.tsx';
import { IconAlertTriangle } from './icons.ts';
import { messageOf } from './ProblemAlert.tsx';

interface FailedProps {
  readonly what: string;
  readonly error: unknown;
  readonly retry: () => void;
}

/** Stands where something could not be loaded. */
export function Failed({ what, error, retry }: FailedProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={<IconAlertTriangle size={22} />}
        title={`${what} could not be loaded`}
        action={
          <Button variant="default" onClick={retry}>
            Try again
          </Button>
        }
      >
        {messageOf(error)}
      </EmptyState>
    </div>
  );
}
