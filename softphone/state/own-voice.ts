import type { CallPicture, VoicePicture } from '../../src/supervision/events.ts';

/** How the voice of somebody's talk is; null while nothing is told of it. */
export const ownVoice = (call: CallPicture | null, person: string): VoicePicture | null =>
  call?.voices?.find(({ agent }) => agent === person) ?? null;
