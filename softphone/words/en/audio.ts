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
};
