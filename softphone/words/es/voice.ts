import type { VoiceCause, VoiceTrouble } from '../../../src/calls/voice/diagnosis.ts';

type Said = (much: number) => string;

/** How a voice is, as the agent and the supervisor read it. */
export const voiceWords = {
  /** Of 5. */
  steps: (steps: number) => `Calidad de la voz: ${steps} de 5`,
  fine: 'Los dos se oyen bien.',
  over: 'La voz se oye bien otra vez.',
  /** Mine, and what may help. */
  mine: {
    nothing: () => 'No le llega la voz: revise su red.',
    loses: much => `Su red pierde ${much} %: acérquese al Wi-Fi o use cable.`,
    delays: much => `Su red tarda ${much} ms en ir y volver: cierre lo que descargue o suba archivos.`,
    jitters: () => 'Su red entrega la voz a destiempo: acérquese al Wi-Fi o use cable.',
    reorders: () => 'Su red entrega la voz en desorden: use cable, y una sola red (sin VPN).',
  } satisfies Record<VoiceTrouble, Said>,
  customers: {
    nothing: () => 'Del cliente no llega la voz.',
    loses: much => `El tramo malo es el del cliente: pierde ${much} %.`,
    delays: much => `El tramo malo es el del cliente: tarda ${much} ms en ir y volver.`,
    jitters: () => 'El tramo malo es el del cliente: la voz llega a destiempo.',
    reorders: () => 'El tramo malo es el del cliente: la voz llega en desorden.',
  } satisfies Record<VoiceTrouble, Said>,
  /** As a supervisor reads of the agent's. */
  agents: (name: string, { trouble, much }: VoiceCause) => {
    switch (trouble) {
      case 'nothing':
        return `A ${name} no le llega la voz.`;
      case 'loses':
        return `La red de ${name} pierde ${much} %.`;
      case 'delays':
        return `La red de ${name} tarda ${much} ms en ir y volver.`;
      case 'jitters':
        return `La red de ${name} entrega la voz a destiempo.`;
      case 'reorders':
        return `La red de ${name} entrega la voz en desorden.`;
      default:
        return trouble satisfies never;
    }
  },
};

export type VoiceWords = typeof voiceWords;
