import { Paper } from '@mantine/core';
import { useState } from 'react';
import type { PolicyCard } from '../../../src/http/shapes/settings.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './admin.module.css';
import { PanelHead } from './panel-head.tsx';
import { PoliciesDrawer } from './policies-drawer.tsx';
import { useBusy } from './use-busy.ts';

/** What is decided for the whole centre. */
export function PoliciesPanel() {
  const { api } = useWorkplace();
  const own = useOwnWords(adminWords);
  const { policies } = own;
  const [open, setOpen] = useState<PolicyCard | null>(null);
  const { busy, run } = useBusy();

  return (
    <Paper component="section" className={style.queues} aria-labelledby="policies-title">
      <PanelHead
        id="policies-title"
        title={policies.title}
        hint={policies.hint}
        change={policies.change}
        action="policies"
        busy={busy}
        onChange={() => void run(async () => setOpen(await api.policies()))}
      />
      {open ? <PoliciesDrawer policies={open} onClose={() => setOpen(null)} /> : null}
    </Paper>
  );
}
