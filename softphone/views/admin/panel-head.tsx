import { Button, Group, Text } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import style from './admin.module.css';

interface PanelHeadProps {
  /** Of the title, which names the panel. */
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly change: string;
  readonly action: string;
  readonly busy: boolean;
  readonly onChange: () => void;
}

/** What a panel is about, and the button that opens what can be changed in it. */
export function PanelHead({ id, title, hint, change, action, busy, onChange }: PanelHeadProps) {
  return (
    <Group justify="space-between" p="8px 14px" wrap="nowrap">
      <div>
        <h2 className={style.title} style={{ padding: 0 }} id={id}>
          {title}
        </h2>
        <Text fz="xs" c="dimmed">
          {hint}
        </Text>
      </div>
      <Button
        size="compact-sm"
        variant="light"
        style={{ flexShrink: 0 }}
        leftSection={<IconSettings size={15} aria-hidden />}
        loading={busy}
        onClick={onChange}
        data-action={action}
      >
        {change}
      </Button>
    </Group>
  );
}
