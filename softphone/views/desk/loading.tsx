import { Loader, type LoaderProps } from '@mantine/core';
import { useWords } from '../words-context.tsx';

interface LoadingProps extends Omit<LoaderProps, 'aria-label' | 'role'> {
  /** What comes; left out where nothing better can be said. */
  readonly label?: string;
  /** The words beside it say it. */
  readonly silent?: boolean;
}

/** Something is on its way: a sign that turns, and what a screen reader says of it. */
export function Loading({ label, silent = false, ...loader }: LoadingProps) {
  const { words } = useWords();
  return silent ? (
    <Loader {...loader} aria-hidden />
  ) : (
    <Loader {...loader} role="status" aria-label={label ?? words.chrome.loading} />
  );
}
