import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';

/**
 * Changes the order of rows that stand under one another: by dragging a grip, or with the arrow keys while it has the
 * focus. Rows need keys that stay with them.
 */
export function useReorder<T>(rows: readonly T[], onChange: (rows: readonly T[]) => void) {
  const elements = useRef<(HTMLElement | null)[]>([]);
  const [dragged, setDragged] = useState<number | null>(null);
  const [announcement, setAnnouncement] = useState('');

  const move = (from: number, to: number) => {
    if (to < 0 || to >= rows.length || to === from) return;
    const next = [...rows];
    next.splice(to, 0, ...next.splice(from, 1));
    onChange(next);
    setAnnouncement(`Moved to place ${to + 1} of ${rows.length}.`);
  };

  return {
    announcement,
    row: (at: number) => ({
      ref: (element: HTMLElement | null) => {
        elements.current[at] = element;
      },
      'data-dragged': dragged === at || undefined,
    }),
    grip: (at: number) => ({
      onKeyDown: (event: KeyboardEvent) => {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (step === undefined) return;
        event.preventDefault();
        move(at, at + step);
      },
      onPointerDown: (event: PointerEvent) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDragged(at);
      },
      onPointerMove: (event: PointerEvent) => {
        if (dragged === null) return;
        const over = elements.current.slice(0, rows.length).findIndex((element) => {
          const box = element?.getBoundingClientRect();
          return box && event.clientY >= box.top && event.clientY <= box.bottom;
        });
        if (over < 0 || over === dragged) return;
        move(dragged, over);
        setDragged(over);
      },
      onPointerUp: () => setDragged(null),
      onPointerCancel: () => setDragged(null),
    }),
  };
}
