import { Button, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useRole } from '../session/use-session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconPlus } from '../ui/icons.ts';
import { PageHead } from '../ui/PageHead.tsx';
import { ApiKeysTab } from './ApiKeysTab.tsx';
import { PeopleTab } from './PeopleTab.tsx';
import { PersonForm } from './PersonForm.tsx';

/** Who may sign in, and which programs may ask. */
export function PeoplePage() {
  const [adding, setAdding] = useState(false);
  if (useRole() !== 'administrator') {
    return (
      <EmptyState title="Only administrators see who has access">
        Ask an administrator of your company to add or change somebody.
      </EmptyState>
    );
  }
  return (
    <>
      <PageHead title="People">
        <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
          Add somebody
        </Button>
      </PageHead>
      <Tabs
        defaultValue="people"
        px={{ base: 16, sm: 24 }}
        keepMounted={false}
        style={{ overflow: 'auto', flex: 1 }}
      >
        <Tabs.List aria-label="Who has access">
          <Tabs.Tab value="people">People</Tabs.Tab>
          <Tabs.Tab value="keys">API keys</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="people" pt="md">
          <PeopleTab />
        </Tabs.Panel>
        <Tabs.Panel value="keys" pt="md">
          <ApiKeysTab />
        </Tabs.Panel>
      </Tabs>
      {adding && <PersonForm onClose={() => setAdding(false)} />}
    </>
  );
}
