import { Progress, Text } from '@mantine/core';
import type { TenantSettings } from '../../../contract/tenant.ts';
import { count, counted } from '../../ui/count.ts';

/** How far contacts have followed a change of the settings; nothing while none do. */
export function RereadingProgress({ rereading }: Pick<TenantSettings, 'rereading'>) {
  if (!rereading) return null;
  const { done, total } = rereading;
  return (
    <div role="status">
      <Progress.Root size={4}>
        <Progress.Section
          value={total === 0 ? 100 : Math.min(100, (done / total) * 100)}
          striped={total === 0}
          animated={total === 0}
          aria-label="Progress of deriving contacts anew"
        />
      </Progress.Root>
      <Text c="dimmed" mt={6}>
        {total === 0
          ? 'Contacts are about to follow the new settings.'
          : `${count(done)} of ${counted(total, 'contact')} follow the new settings. Lists and searches show them as it goes on.`}
      </Text>
    </div>
  );
}
