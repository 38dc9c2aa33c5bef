import { Skeleton } from '@mantine/core';
import type { CSSProperties } from 'react';
import shared from '../ui/ListTable.module.css';
import classes from './ContactTable.module.css';

interface SkeletonRowProps {
  readonly index: number;
  readonly place: CSSProperties;
}

/** A row that is on its way, as wide as the rows that come. */
export function SkeletonRow({ index, place }: SkeletonRowProps) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr aria-hidden="true" className={`${shared.row} ${classes.row}`} data-place="" style={place}>
      {['Name', 'Phone', 'Email', 'Company', 'Type', 'Source'].map((column, at) => (
        <td key={column} className={`${shared.cell} ${classes.cell}`} data-column={column}>
          {at === 0 && <Skeleton circle height={26} width={26} animate={false} />}
          <Skeleton height={10} width={`${45 + ((index * 7 + at * 13) % 35)}%`} animate={false} />
        </td>
      ))}
    </tr>
  );
}
