import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { Failed } from '../ui/Failed.tsx';

export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Failed
      what="This page"
      error={error}
      retry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}
