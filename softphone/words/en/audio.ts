import type { audio as spanish } from '../es/audio.ts';

export const audio: typeof spanish = {
  microphone: 'Microphone',
  voice: 'Headset (voice)',
  speaker: 'Loudspeaker (hands-free)',
  bell: 'Ring',
  bellToo: 'Ring also on',
  nowhereElse: 'Nothing else',
  byDefault: 'System default',
  level: 'Microphone level',
  speak: 'Speak: the bar should move.',
  away: label => `${label} (unplugged)`,
  noise: 'Remove background noise',
  noiseHint: 'Turn it off if your voice sounds cut. Echo is always removed.',
  mutedNotice: 'Tell me when I speak while muted',
  mutedHint:
    'For this the browser measures the microphone while it is muted: nothing is sent or kept. That is why its light may stay on.',
  earVolume: 'Headset volume',
  speakerVolume: 'Loudspeaker volume',
  microphoneVolume: 'Your microphone volume',
  percent: value => `${value}%`,
  noEar: 'At 0% you hear nobody.',
  handsFree: 'Hands-free',
  headset: {
    title: 'Headset buttons',
    none: 'Answer, hang up and mute from the headset, if it has telephone buttons over USB.',
    connect: 'Connect its buttons',
    ready: name => `${name}: its buttons answer, hang up and mute.`,
    busy: name =>
      `Another program has the buttons of ${name}. Close it, unplug the headset and plug it in again.`,
    forget: 'Stop using them',
    unsupported:
      'This browser does not give headset buttons. Chrome and Edge do; the sound works all the same.',
    failed: 'It could not be connected. Reload the page; the call is not lost.',
  },
};
