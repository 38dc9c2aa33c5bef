import { Button, Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { DeviceWithCredentials } from '../../contract/device.ts';
import { useRole } from '../session/use-session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Failed } from '../ui/Failed.tsx';
import { IconDeviceLandlinePhone, IconPlus } from '../ui/icons.ts';
import { Page } from '../ui/Page.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import { DeviceDrawer } from './DeviceDrawer.tsx';
import { DeviceForm } from './DeviceForm.tsx';
import { DeviceTable } from './DeviceTable.tsx';
import { useDevices } from './use-devices.ts';

/** Every phone, softphone and PBX that reads the directory. */
export function PhonesPage() {
  if (useRole() !== 'administrator') {
    return (
      <EmptyState title="Only administrators connect phones">
        Ask an administrator of your company for the settings of your phone.
      </EmptyState>
    );
  }
  return <Phones />;
}

const route = getRouteApi('/frame/phones');

function Phones() {
  const { device: openId } = route.useSearch();
  const navigate = route.useNavigate();
  const devices = useDevices();
  const [adding, setAdding] = useState(false);
  // Known until the device is closed: no one can read them again.
  const [fresh, setFresh] = useState<DeviceWithCredentials | null>(null);
  const items = devices.data?.pages.flatMap((page) => page.items);
  const open = (id: string | undefined) => void navigate({ search: { device: id } });
  const button = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      Connect a phone
    </Button>
  );

  return (
    <>
      <PageHead title="Phones">{items && items.length > 0 && button}</PageHead>
      <Page>
        {devices.error && !items ? (
          <Failed what="The phones" error={devices.error} retry={() => void devices.refetch()} />
        ) : !items ? (
          <Skeleton height={200} radius={10} aria-label="Loading phones" />
        ) : items.length === 0 ? (
          <EmptyState
            icon={<IconDeviceLandlinePhone size={22} />}
            title="No phone is connected yet"
            action={button}
          >
            Connect a desk phone, a softphone or your PBX and it searches this directory and shows who is
            calling. You get an address and a password for it, and settings to paste. One connection can serve
            a single phone, or all phones of one make.
          </EmptyState>
        ) : (
          <>
            <DeviceTable devices={items} onOpen={open} />
            {devices.hasNextPage && (
              <Button
                variant="default"
                loading={devices.isFetchingNextPage}
                onClick={() => void devices.fetchNextPage()}
                style={{ alignSelf: 'center' }}
              >
                Show more
              </Button>
            )}
          </>
        )}
      </Page>
      {adding && (
        <DeviceForm
          onCreated={(made) => {
            setAdding(false);
            setFresh(made);
            open(made.id);
          }}
          onClose={() => setAdding(false)}
        />
      )}
      <DeviceDrawer
        id={openId}
        fresh={fresh}
        onFresh={setFresh}
        onClose={() => {
          setFresh(null);
          open(undefined);
        }}
      />
    </>
  );
}
