import { Loader } from '@mantine/core';

export function PageLoading() {
  return (
    <div style={{ flex: 1, minHeight: 200, display: 'grid', placeItems: 'center' }}>
      <Loader aria-label="Loading" />
    </div>
  );
}
