import { Progress, Text } from '@mantine/core';
import type { TenantSettings } from '../../../contract/tenant.ts';
import { count, counted } from '../../ui/count.ts';

/** How far the numbers have been read anew; nothing while none are. */
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
          aria-label="Progress of reading numbers anew"
        />
      </Progress.Root>
      <Text c="dimmed" mt={6}>
        {total === 0
          ? 'Numbers are about to be read anew.'
          : `Numbers of ${count(done)} of ${counted(total, 'contact')} read anew. Searches use the new country as it goes on.`}
      </Text>
    </div>
  );
}
