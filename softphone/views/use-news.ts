import { useThrottledValue } from '@mantine/hooks';
import { useSeen } from './workplace-context.tsx';

/**
 * Each pause in a talk ends one recording and begins another, and many calls may end at once: a list of them is read again no more
 * often than this, ms.
 */
const READ_AGAIN_MS = 1_000;

/** Another value when something of that kind has come or changed since. */
export const useNews = (of: 'recordingNews' | 'callNews' | 'noticeNews' | 'scheduledNews'): number =>
  useThrottledValue(
    useSeen(screen => screen[of]),
    READ_AGAIN_MS,
  );
