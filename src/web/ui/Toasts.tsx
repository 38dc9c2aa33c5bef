import { CloseButton, UnstyledButton } from '@mantine/core';
import { useEffect } from 'react';
import classes from './Toasts.module.css';
import { hideToast, type Toast, useToasts } from './toast.ts';

export function Toasts() {
  const toasts = useToasts();
  return (
    <section className={classes.stack} aria-live="polite" aria-label="Messages">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

// The time is not stretched by pointing at it: what can be undone is exactly as long undoable as it is shown.
function ToastCard({ toast }: { readonly toast: Toast }) {
  const { id, ms, message, action, tone } = toast;
  useEffect(() => {
    const timer = setTimeout(() => hideToast(id), ms);
    return () => clearTimeout(timer);
  }, [id, ms]);
  return (
    <div className={classes.toast} data-tone={tone}>
      <span className={classes.message}>{message}</span>
      {action && (
        <UnstyledButton
          className={classes.action}
          onClick={() => {
            hideToast(id);
            action.run();
          }}
        >
          {action.label}
        </UnstyledButton>
      )}
      <CloseButton size="sm" variant="transparent" aria-label="Close message" onClick={() => hideToast(id)} />
    </div>
  );
}
