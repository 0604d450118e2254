import { useThrottledValue } from '@mantine/hooks';
import { useSeen } from './workplace-context.tsx';

/** Each pause in a talk ends one recording and begins another: a list of them is read again no more often than this, ms. */
const READ_AGAIN_MS = 1_000;

/** Another value when a recording has come or changed since. */
export const useRecordingNews = (): number =>
  useThrottledValue(
    useSeen(screen => screen.recordingNews),
    READ_AGAIN_MS,
  );
