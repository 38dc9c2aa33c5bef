import { Drawer, Loader } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import { RunDetail } from './RunDetail.tsx';
import { useRun } from './use-run.ts';

interface RunDrawerProps {
  readonly id: string | undefined;
  readonly onClose: () => void;
}

export function RunDrawer({ id, onClose }: RunDrawerProps) {
  // While it slides out it still shows what it was opened for.
  const [shown, setShown] = useState(id);
  if (id !== undefined && id !== shown) setShown(id);
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={520}
      title="Run"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {shown && <LoadedRun id={shown} />}
    </Drawer>
  );
}

function LoadedRun({ id }: { readonly id: string }) {
  const { data, error } = useRun(id);
  if (data) return <RunDetail run={data} />;
  if (error) return <ProblemAlert error={error} />;
  return <Loader aria-label="Loading the run" />;
}
