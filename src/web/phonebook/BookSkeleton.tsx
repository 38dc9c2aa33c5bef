import { Skeleton } from '@mantine/core';
import classes from './BookTable.module.css';

const rows = Array.from({ length: 12 }, (_, at) => at);

export function BookSkeleton() {
  return (
    <div className={classes.waiting} role="status" aria-label="Loading the book">
      {rows.map((at) => (
        <Skeleton key={at} height={10} width={`${60 + ((at * 17) % 35)}%`} animate={false} />
      ))}
    </div>
  );
}
