import { Skeleton } from '@mantine/core';
import { Failed } from '../../ui/Failed.tsx';
import { GeneralForm } from './GeneralForm.tsx';
import { useTenantSettings } from './use-tenant-settings.ts';

export function GeneralTab() {
  const { data, error, refetch } = useTenantSettings();
  if (data) return <GeneralForm settings={data} />;
  if (error) return <Failed what="The settings" error={error} retry={() => void refetch()} />;
  return <Skeleton height={180} radius={10} aria-label="Loading settings" />;
}
