/** What is played to find out whether the microphone hears the ear: three tones that follow each other, Hz; no chord of music. */
export const PROBE_HZ = [1137, 1571, 1913] as const;
/** From the beginning of one to that of the next, s. */
export const PROBE_EVERY_S = 0.5;
