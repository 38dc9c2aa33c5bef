import { Button } from '@mantine/core';
import { IconDownload } from '../ui/icons.ts';
import classes from './Import.module.css';

interface ReportDownloadProps {
  readonly id: string;
  /** As in “Download these 12 lines as CSV”. */
  readonly what: string;
}

/** GET /phonebook/reports/:id, as a file for a spreadsheet. */
export function ReportDownload({ id, what }: ReportDownloadProps) {
  return (
    <Button
      component="a"
      href={`/api/v1/phonebook/reports/${id}`}
      download
      variant="default"
      size="xs"
      leftSection={<IconDownload size={14} />}
      className={classes.download}
    >
      Download {what} as CSV
    </Button>
  );
}
