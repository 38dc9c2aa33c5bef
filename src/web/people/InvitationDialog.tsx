import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { Secret } from '../ui/Secret.tsx';
import { shortTime } from '../ui/time.ts';

interface InvitationDialogProps {
  readonly who: string;
  readonly url: string;
  readonly expiresAt: string;
  readonly onClose: () => void;
}

/** The link is shown once: there is no mail server that would send it. */
export function InvitationDialog({ who, url, expiresAt, onClose }: InvitationDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      // A click beside it would lose what is shown once.
      closeOnClickOutside={false}
      title={`Send this link to ${who}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Text>
          With it they choose a password. It works once, until {shortTime(expiresAt)}, and is not shown again.
        </Text>
        <Secret label="Invitation link" value={url} />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
