import type { AudioState } from '../phone/sound.ts';
import type { Tones } from '../phone/tones.ts';

/** Why a ring would not be heard on this computer. How loud its loudspeaker is no browser tells. */
export type BellTrouble = 'no-output' | 'blocked';

export async function bellTrouble(
  audio: Pick<AudioState, 'bell'>,
  tones: Pick<Tones, 'sounds'>,
): Promise<BellTrouble | null> {
  if (audio.bell.is === 'none') return 'no-output';
  return (await tones.sounds()) ? null : 'blocked';
}
