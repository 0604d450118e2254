import type { recorderWords as spanish } from '../es/recorder.ts';

export const recorderWords: typeof spanish = {
  recorder: {
    state: {
      on: 'Recording',
      pausing: 'Pausing the recording…',
      paused: 'Recording paused',
      notice: 'Recording notice playing',
      waits: 'Not recorded on hold',
      off: 'Not recorded',
    },
    left: span => `goes on by itself in ${span}`,
    pause: 'Pause',
    goOn: 'Go on',
    longer: 'Longer',
    reason: 'Reason for the pause',
    reasons: { card: 'Card', personal: 'Personal data', wish: 'Customer asked' },
    start: 'Record',
    stop: 'Stop',
    over: 'The pause reached its limit: the call is recorded again.',
    overOnHold: 'The pause reached its limit: the call is recorded once you take it back.',
    announced: {
      notice: 'You both hear the recording notice; the recording begins after it.',
      on: 'The call is recorded.',
      paused: 'Recording paused: the customer may dictate private data.',
      off: 'The call is no longer recorded.',
    },
  },
};
