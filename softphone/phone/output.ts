/**
 * Where a sound comes out. `wanted`: as the person chose; `fallback`: on the system's device, because the chosen one is
 * away; `none`: this computer has nothing to play on.
 */
export interface Output {
  /** Device id for `setSinkId`; empty = the system's. */
  readonly device: string;
  readonly is: 'wanted' | 'fallback' | 'none';
}

export const SYSTEM_OUTPUT: Output = { device: '', is: 'wanted' };

/** The output to use now. `outputs` is null where the browser does not list them. */
export function outputFor(chosen: string, outputs: readonly { readonly deviceId: string }[] | null): Output {
  if (outputs === null) return { device: chosen, is: 'wanted' };
  if (outputs.length === 0) return { device: '', is: 'none' };
  // Before the microphone is allowed, devices have no ids: nothing can be said of the chosen one.
  const areNamed = outputs.some(one => one.deviceId !== '');
  if (chosen === '' || !areNamed || outputs.some(one => one.deviceId === chosen)) {
    return { device: chosen, is: 'wanted' };
  }
  return { device: '', is: 'fallback' };
}

/**
 * Where the voice is heard: in the headset, or hands-free on the loudspeaker. `speaker`: there is a loudspeaker that is not
 * the headset. One that is away gives the voice back to the headset, until it is there again.
 */
export function voiceOutput(
  chosen: { readonly voice: string; readonly speaker: string },
  handsFree: boolean,
  outputs: readonly { readonly deviceId: string }[] | null,
): { readonly voice: Output; readonly speaker: boolean } {
  const headset = outputFor(chosen.voice, outputs);
  const loud = outputFor(chosen.speaker, outputs);
  const speaker = loud.is === 'wanted' && chosen.speaker !== chosen.voice;
  if (!handsFree || chosen.speaker === chosen.voice) return { voice: headset, speaker };
  return loud.is === 'wanted' ? { voice: loud, speaker } : { voice: { ...headset, is: loud.is }, speaker };
}
