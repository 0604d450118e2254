import type { supervision as spanish } from '../es/supervision.ts';

export const supervision: typeof spanish = {
  recording: {
    message: 'Voice message',
    play: 'Play',
    pause: 'Pause',
    position: 'Position',
    pending: 'Recording or processing…',
    failed: 'The recording failed',
    'too-short': 'Too short: it has no sound',
    erased: 'Erased',
    gaps: count => (count === 1 ? '1 unrecorded pause' : `${count} unrecorded pauses`),
    gap: span => `${span} not recorded`,
    speed: 'Speed',
    search: 'Ticket, agent, customer or number',
    loading: 'Loading the audio; press to pause',
    trouble: {
      refused: 'The browser blocked the sound. Allow sound on this page and press again.',
      unreached: 'The audio could not be loaded from the server. Press again to retry.',
      unreadable: 'The browser could not read this audio.',
      stuck: 'The audio is not advancing. Still trying; check your connection and your sound output.',
      damaged:
        'This file is no longer the one that was kept, and it is not played. Nothing was deleted; the supervisor has the alarm.',
    },
    download: 'Download',
  },
};
