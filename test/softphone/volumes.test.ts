import { describe, expect, test } from 'vitest';
import { voiceOutput } from '../../softphone/phone/output.ts';
import { AS_IT_COMES, soundMemory, volume } from '../../softphone/phone/sound-memory.ts';

function storage(kept: Record<string, string> = {}) {
  return {
    kept,
    getItem: (key: string) => kept[key] ?? null,
    setItem(key: string, value: string) {
      kept[key] = value;
    },
  };
}
const IN_USE = { ear: 'headset', microphone: 'boom' };

describe('what a browser remembers of sound', () => {
  test('are volumes of each device, for each person, and switches', () => {
    const [lasting, passing] = [storage(), storage()];
    const one = soundMemory('p1', { lasting, passing });
    one.keepSettings({ ear: 1.5, microphone: 0.6 }, IN_USE);
    one.keepSettings({ ear: 0.4, noiseSuppression: false }, { ...IN_USE, ear: 'speaker' });
    expect(one.settings(IN_USE)).toEqual({
      ear: 1.5,
      microphone: 0.6,
      noiseSuppression: false,
      mutedNotice: true,
    });
    expect(one.settings({ ear: 'speaker', microphone: 'other' })).toMatchObject({ ear: 0.4, microphone: 1 });
    expect(soundMemory('p1', { lasting, passing }).settings(IN_USE).ear).toBe(1.5);
    expect(soundMemory('p2', { lasting, passing }).settings(IN_USE)).toEqual(AS_IT_COMES);
  });

  test('are the devices of the computer, also those of an earlier version', () => {
    const lasting = storage({ 'cauce.devices': '{"microphone":"m","voice":"v","bell":"b"}' });
    const one = soundMemory('p1', { lasting, passing: storage() });
    expect(one.devices()).toEqual({ microphone: 'm', voice: 'v', bell: 'b', speaker: '', bellToo: null });
    one.keepDevices({ ...one.devices(), speaker: 's', bellToo: '' });
    expect(soundMemory('p2', { lasting, passing: storage() }).devices()).toMatchObject({
      speaker: 's',
      bellToo: '',
    });
  });

  test('is hands-free for this window only', () => {
    const [lasting, passing] = [storage(), storage()];
    soundMemory('p1', { lasting, passing }).keepHandsFree(true);
    expect(soundMemory('p1', { lasting, passing }).handsFree()).toBe(true);
    expect(soundMemory('p1', { lasting, passing: storage() }).handsFree()).toBe(false);
  });

  test('counts as far as it can be read', () => {
    for (const broken of [
      '',
      'null',
      '[]',
      '7',
      '{',
      '{"ear":5,"microphone":{"boom":"loud"},"mutedNotice":0}',
    ]) {
      const lasting = storage({ 'cauce.sound.p1': broken, 'cauce.devices': broken });
      const one = soundMemory('p1', { lasting, passing: storage() });
      expect(one.settings(IN_USE)).toEqual(AS_IT_COMES);
      expect(one.devices().voice).toBe('');
      one.keepSettings({ ear: 0.5 }, IN_USE);
      expect(one.settings(IN_USE).ear).toBe(0.5);
    }
  });

  test('forgets devices that were used long ago', () => {
    const lasting = storage();
    const one = soundMemory('p1', { lasting, passing: storage() });
    for (let i = 0; i < 30; i++) one.keepSettings({ ear: 0.5 }, { ear: `d${i}`, microphone: '' });
    expect(one.settings({ ear: 'd0', microphone: '' }).ear).toBe(1);
    expect(one.settings({ ear: 'd29', microphone: '' }).ear).toBe(0.5);
    expect(lasting.kept['cauce.sound.p1']?.length).toBeLessThan(300);
  });

  test('is never louder than what may be chosen, and a microphone never silent', () => {
    expect([volume('ear', -1), volume('ear', 0), volume('ear', 9), volume('ear', Number.NaN)]).toEqual([
      0, 0, 2, 1,
    ]);
    expect(volume('microphone', 0)).toBe(0.2);
  });
});

describe('hands-free', () => {
  const present = ['ear', 'box'].map(deviceId => ({ deviceId }));
  const chosen = { voice: 'ear', speaker: 'box' };

  test('is on the loudspeaker, and back in the headset', () => {
    expect(voiceOutput(chosen, true, present)).toEqual({
      voice: { device: 'box', is: 'wanted' },
      speaker: true,
    });
    expect(voiceOutput(chosen, false, present)).toEqual({
      voice: { device: 'ear', is: 'wanted' },
      speaker: true,
    });
  });

  test('goes on in the headset while the loudspeaker is away, and says so', () => {
    expect(voiceOutput(chosen, true, [{ deviceId: 'ear' }])).toEqual({
      voice: { device: 'ear', is: 'fallback' },
      speaker: false,
    });
    expect(voiceOutput(chosen, true, []).voice).toEqual({ device: '', is: 'none' });
  });

  test('is not there where both are the same', () => {
    expect(voiceOutput({ voice: '', speaker: '' }, true, present)).toEqual({
      voice: { device: '', is: 'wanted' },
      speaker: false,
    });
  });
});
