import type { VoiceWords } from '../es/voice.ts';

export const voiceWords: VoiceWords = {
  steps: steps => `Voice quality: ${steps} of 5`,
  fine: 'You hear each other well.',
  over: 'The voice is good again.',
  mine: {
    nothing: () => 'No voice reaches you: check your network.',
    loses: much => `Your network loses ${much}%: move closer to the Wi-Fi or use a cable.`,
    delays: much => `Your network takes ${much} ms there and back: close what downloads or uploads files.`,
    jitters: () => 'Your network delivers the voice unevenly: move closer to the Wi-Fi or use a cable.',
    reorders: () =>
      'Your network delivers the voice out of order: use a cable, and one network only (no VPN).',
  },
  customers: {
    nothing: () => 'No voice comes from the customer.',
    loses: much => `The bad part is the customer's: it loses ${much}%.`,
    delays: much => `The bad part is the customer's: it takes ${much} ms there and back.`,
    jitters: () => "The bad part is the customer's: the voice comes unevenly.",
    reorders: () => "The bad part is the customer's: the voice comes out of order.",
  },
  agents: (name, { trouble, much }) => {
    switch (trouble) {
      case 'nothing':
        return `No voice reaches ${name}.`;
      case 'loses':
        return `The network of ${name} loses ${much}%.`;
      case 'delays':
        return `The network of ${name} takes ${much} ms there and back.`;
      case 'jitters':
        return `The network of ${name} delivers the voice unevenly.`;
      case 'reorders':
        return `The network of ${name} delivers the voice out of order.`;
      default:
        return trouble satisfies never;
    }
  },
};
