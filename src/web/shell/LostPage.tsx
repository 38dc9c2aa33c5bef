import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../ui/EmptyState.tsx';

export function LostPage() {
  return (
    <EmptyState
      title="There is no page here"
      action={
        <Button variant="default" component={Link} to="/">
          Go to contacts
        </Button>
      }
    >
      The address may be mistyped, or the page has moved.
    </EmptyState>
  );
}
