import { Button, Group } from '@mantine/core';

interface SaveButtonsProps {
  readonly label: string;
  readonly pending: boolean;
  readonly disabled?: boolean;
  readonly onCancel?: (() => void) | undefined;
}

/** The end of a form in the timeline. */
export function SaveButtons({ label, pending, disabled = false, onCancel }: SaveButtonsProps) {
  return (
    <Group gap="xs">
      <Button type="submit" size="compact-md" loading={pending} disabled={disabled}>
        {label}
      </Button>
      {onCancel && (
        <Button variant="subtle" size="compact-md" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </Group>
  );
}
