import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface EmptyProps {
  /** A quiet picture of what will be here. */
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

/** What an empty list says, in the middle of its place: it is empty, not broken. */
export function Empty({ icon, children }: EmptyProps) {
  return (
    <Stack
      align="center"
      justify="center"
      gap={6}
      h="100%"
      mih="min-content"
      p="md"
      c="dimmed"
      ta="center"
      data-empty
    >
      <span aria-hidden="true" style={{ lineHeight: 0, opacity: 0.7 }}>
        {icon}
      </span>
      <Text fz="sm">{children}</Text>
    </Stack>
  );
}

/** The size of such a picture. */
export const EMPTY_ICON = { size: 30, stroke: 1.4 } as const;
