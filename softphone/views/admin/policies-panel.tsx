import { Button, Group, Paper, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import type { PolicyCard } from '../../../src/http/shapes/settings.ts';
import { asFault } from '../../link/fault.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './admin.module.css';
import { PoliciesDrawer } from './policies-drawer.tsx';

/** What is decided for the whole centre. */
export function PoliciesPanel() {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const { policies } = words;
  const [open, setOpen] = useState<PolicyCard | null>(null);
  const [busy, setBusy] = useState(false);

  async function show(): Promise<void> {
    setBusy(true);
    try {
      setOpen(await api.policies());
    } catch (thrown) {
      notifications.show({ color: 'red', message: say(asFault(thrown).words) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Paper component="section" className={style.queues} aria-labelledby="policies-title">
      <Group justify="space-between" p="8px 14px" wrap="nowrap">
        <div>
          <h2 className={style.title} style={{ padding: 0 }} id="policies-title">
            {policies.title}
          </h2>
          <Text fz="xs" c="dimmed">
            {policies.hint}
          </Text>
        </div>
        <Button
          size="compact-sm"
          variant="light"
          style={{ flexShrink: 0 }}
          leftSection={<IconSettings size={15} aria-hidden />}
          loading={busy}
          onClick={() => void show()}
          data-action="policies"
        >
          {policies.change}
        </Button>
      </Group>
      {open ? <PoliciesDrawer policies={open} onClose={() => setOpen(null)} /> : null}
    </Paper>
  );
}
