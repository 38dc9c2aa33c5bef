import { ActionIcon, Button, FileButton, Menu, Tooltip } from '@mantine/core';
import { withQuery } from '../api-client.ts';
import { IconChevronDown, IconDownload, IconHistory, IconUpload } from '../ui/icons.ts';
import type { Book } from './use-book.ts';

interface FileMenuProps {
  readonly book: Book;
  readonly onFile: (file: File) => void;
  readonly onImports: () => void;
}

export const acceptedFiles =
  '.csv,.txt,.tsv,.vcf,.xlsx,.ldif,.ldi,.xml,text/csv,text/vcard,text/plain,text/xml,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Files in, files out, and what came in so far. */
export function FileMenu({ book, onFile, onImports }: FileMenuProps) {
  const address = (format: 'csv' | 'vcard') => `/api/v1${withQuery('/phonebook/export', { book, format })}`;
  return (
    <>
      <FileButton onChange={(file) => file && onFile(file)} accept={acceptedFiles}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={16} />}>
            CSV Upload
          </Button>
        )}
      </FileButton>
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            rightSection={<IconChevronDown size={14} />}
          >
            Download
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={address('csv')} download>
            CSV Download
          </Menu.Item>
          <Menu.Item component="a" href={address('vcard')} download>
            vCard Download
          </Menu.Item>
          <Menu.Item component="a" href="/api/v1/phonebook/template" download>
            CSV Template
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Tooltip label="Imports">
        <ActionIcon variant="default" size={36} aria-label="Imports" onClick={onImports}>
          <IconHistory size={16} />
        </ActionIcon>
      </Tooltip>
    </>
  );
}
