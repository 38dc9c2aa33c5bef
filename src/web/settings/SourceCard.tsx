import { ActionIcon, Button, Collapse, Menu, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Source } from '../../contract/source.ts';
import { IconDots, IconEraser, IconHistory, IconRefresh } from '../ui/icons.ts';
import { EraseDialog } from './EraseDialog.tsx';
import { HeldRunPanel } from './HeldRunPanel.tsx';
import { RunSparkline } from './RunSparkline.tsx';
import classes from './SourceCard.module.css';
import { SourceForm } from './SourceForm.tsx';
import { SourceProgress } from './SourceProgress.tsx';
import { SourceStatusLine } from './SourceStatusLine.tsx';
import { StatePill } from './StatePill.tsx';
import type { SourceKind } from './source-kinds.ts';
import { TriggerDialog } from './TriggerDialog.tsx';

interface SourceCardProps {
  readonly source: Source;
  readonly kind: SourceKind;
}

export function SourceCard({ source, kind }: SourceCardProps) {
  const navigate = useNavigate();
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState<'sync' | 'full' | 'erase' | null>(null);
  const { status } = source;
  const running = status.state === 'running';

  return (
    <section className={classes.card} aria-label={source.name}>
      <div className={classes.head}>
        <div className={classes.title}>
          <Title order={2}>{source.name}</Title>
          <StatePill source={source} />
        </div>
        <div className={classes.buttons}>
          <RunSparkline sourceId={source.id} />
          <Button size="xs" variant="default" aria-expanded={editing} onClick={() => setEditing(!editing)}>
            {editing ? 'Close settings' : 'Edit settings'}
          </Button>
          <Button size="xs" disabled={running} onClick={() => setAsking('sync')}>
            Trigger Sync
          </Button>
          <Menu position="bottom-end" width={220}>
            <Menu.Target>
              <ActionIcon variant="default" size={30} aria-label={`More for ${source.name}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<IconHistory size={16} />}
                onClick={() => void navigate({ to: '/history', search: { source: source.id } })}
              >
                History
              </Menu.Item>
              <Menu.Item
                leftSection={<IconRefresh size={16} />}
                disabled={running}
                onClick={() => setAsking('full')}
              >
                Trigger full sync
              </Menu.Item>
              <Menu.Item
                leftSection={<IconEraser size={16} />}
                className={classes.danger}
                onClick={() => setAsking('erase')}
              >
                Erase Data
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </div>
      </div>
      <SourceStatusLine source={source} />
      <SourceProgress status={status} />
      {status.state === 'held' && status.runId && <HeldRunPanel source={source} runId={status.runId} />}
      <Collapse expanded={editing} keepMounted={false}>
        <div className={classes.settings}>
          {kind.Guide && <kind.Guide />}
          <SourceForm
            kindName={source.kind}
            kind={kind}
            source={source}
            onSaved={() => setEditing(false)}
            onCancel={() => setEditing(false)}
          />
        </div>
      </Collapse>
      <TriggerDialog
        source={source}
        opened={asking === 'sync' || asking === 'full'}
        full={asking === 'full'}
        onClose={() => setAsking(null)}
      />
      <EraseDialog
        source={source}
        sentence={kind.eraseSentence}
        opened={asking === 'erase'}
        onClose={() => setAsking(null)}
      />
    </section>
  );
}
