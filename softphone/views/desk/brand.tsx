import { Group, Text } from '@mantine/core';
import { useWords } from '../words-context.tsx';

/** The mark: three lines of a river in its bed. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#0b6070" />
      <path
        d="M6 11c4-4 7 3 11 0s6-2 9 0M6 17c4-4 7 3 11 0s6-2 9 0M6 23c4-4 7 3 11 0s6-2 9 0"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
    </svg>
  );
}

export function Brand() {
  const { words } = useWords();
  return (
    <Group gap={8} wrap="nowrap">
      <Mark />
      <Text fw={650} fz={18} lh={1} style={{ letterSpacing: '-0.01em' }}>
        {words.product}
      </Text>
    </Group>
  );
}
