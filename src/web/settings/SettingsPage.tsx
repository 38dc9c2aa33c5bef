import { Tabs } from '@mantine/core';
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useRole } from '../session/use-session.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { PageHead } from '../ui/PageHead.tsx';
import classes from './SettingsPage.module.css';
import { sourceKinds } from './source-kinds.ts';

/** Contacts → Settings. Its tabs are addresses of their own. */
export function SettingsPage() {
  const tab = useRouterState({ select: ({ location }) => location.pathname.split('/')[2] ?? '' });
  const navigate = useNavigate();
  if (useRole() !== 'administrator') {
    return (
      <EmptyState title="Only administrators see the settings">
        Ask an administrator of your company to connect or change a source.
      </EmptyState>
    );
  }
  return (
    <>
      <PageHead title="Settings" />
      <Tabs
        classNames={{ root: classes.tabs, list: classes.list, panel: classes.panel }}
        value={tab}
        onChange={(kind) => kind && void navigate({ to: '/settings/$kind', params: { kind } })}
      >
        <Tabs.List aria-label="Settings">
          {Object.entries(sourceKinds).map(([kind, { title }]) => (
            <Tabs.Tab key={kind} value={kind}>
              {title}
            </Tabs.Tab>
          ))}
          <Tabs.Tab value="general">General</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab}>
          <Page>
            <Outlet />
          </Page>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
