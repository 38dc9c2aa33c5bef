import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { ProblemAlert } from './ProblemAlert.tsx';

interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly children: ReactNode;
  /** The button says what it does: "Erase 1,204 contacts". */
  readonly act: string;
  readonly tone?: 'plain' | 'danger';
  readonly pending: boolean;
  readonly error?: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something happens. The focus is on Cancel, so that Enter does nothing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, children, act, tone = 'plain', pending, error, onConfirm, onClose } = props;
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        <div>{children}</div>
        <ProblemAlert error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button
            color={tone === 'danger' ? 'red.9' : undefined}
            loading={pending}
            onClick={onConfirm}
            // What it is about may have a long name, which must be readable whole.
            h="auto"
            mih={36}
            py={6}
            styles={{ label: { whiteSpace: 'normal' } }}
          >
            {act}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
