import { expect, test } from 'vitest';
import { openInput } from '../../softphone/phone/open-input.ts';

/** A browser with these microphones; it answers whatever is not asked for exactly with the system's choice. */
function browser(present: readonly string[], fault = 'OverconstrainedError') {
  return {
    getUserMedia: async ({ audio }: MediaStreamConstraints = {}) => {
      const { deviceId } = audio as MediaTrackConstraints;
      const exact = (deviceId as ConstrainDOMStringParameters | undefined)?.exact;
      if (exact !== undefined && !present.includes(String(exact)))
        throw Object.assign(new Error(), { name: fault });
      return { opened: exact ?? 'system' } as unknown as MediaStream;
    },
  };
}

test('the chosen microphone is opened and no other', async () => {
  expect(await openInput(browser(['table']), 'table', {})).toEqual({ opened: 'table' });
});

test('nothing chosen, or the chosen one not there: the system’s choice', async () => {
  expect(await openInput(browser(['table']), '', {})).toEqual({ opened: 'system' });
  expect(await openInput(browser([]), 'table', {})).toEqual({ opened: 'system' });
  expect(await openInput(browser([], 'NotFoundError'), 'table', {})).toEqual({ opened: 'system' });
});

test('a chosen one that is there and cannot be had is not replaced unasked', async () => {
  await expect(openInput(browser([], 'NotAllowedError'), 'table', {})).rejects.toThrow();
});
