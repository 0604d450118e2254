import { Badge, Button, Group } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import type { AuditState } from '../../../src/http/shapes/audit.ts';
import { auditWords } from '../../words/audit.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { useWords } from '../words-context.tsx';

/** Whether the log is what was written, and the wish to look at all of it. */
export function ChainPill({
  state,
  onCheck,
}: {
  readonly state: AuditState | null;
  readonly onCheck: () => void;
}) {
  const { formats } = useWords();
  const own = useOwnWords(auditWords);
  const now = useMinute();
  if (state === null) return null;
  const isBroken = state.faults.length > 0;
  const { checked, wholeAt } = state;
  const says = () => {
    if (state.checking) return own.audit.checking;
    if (isBroken) return own.audit.broken;
    if (wholeAt === null) return own.audit.notChecked;
    return checked === null
      ? own.audit.empty
      : own.audit.intact(checked.seq, formats.moment(checked.at, now));
  };
  return (
    <Group gap="xs">
      <Badge
        size="lg"
        variant="light"
        tt="none"
        color={isBroken ? 'red' : wholeAt === null ? 'gray' : 'green'}
        leftSection={
          isBroken ? <IconShieldX size={15} aria-hidden /> : <IconShieldCheck size={15} aria-hidden />
        }
        role="status"
        data-audit-state={state.checking ? 'checking' : isBroken ? 'broken' : 'intact'}
      >
        {says()}
      </Badge>
      <Button
        size="compact-sm"
        variant="default"
        loading={state.checking}
        onClick={onCheck}
        data-action="check-audit"
      >
        {own.audit.checkNow}
      </Button>
    </Group>
  );
}
