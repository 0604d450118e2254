/** Two falling tones, Hz, and how long each sounds, s: heard over a room, and no telephone. */
const NOTES = [880, 660] as const;
const NOTE_S = 0.28;
const LOUDNESS = 0.25;

/** The sound of a wallboard. Browsers let no page sound before it was touched: until then it is `blocked`. */
export interface Chime {
  readonly blocked: () => boolean;
  /** Asks the browser again, after a click or a key; resolves to whether it may sound now. */
  allow(): Promise<boolean>;
  ring(): void;
  close(): void;
}

export function openChime(): Chime {
  const context = new AudioContext();
  return {
    blocked: () => context.state !== 'running',
    async allow() {
      await Promise.race([context.resume(), new Promise(late => setTimeout(late, 300))]).catch(
        () => undefined,
      );
      return context.state === 'running';
    },
    ring() {
      if (context.state !== 'running') return;
      NOTES.forEach((hz, place) => {
        const at = context.currentTime + place * NOTE_S;
        const [tone, volume] = [context.createOscillator(), context.createGain()];
        tone.frequency.value = hz;
        volume.gain.setValueAtTime(0, at);
        volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
        volume.gain.setValueAtTime(LOUDNESS, at + NOTE_S - 0.05);
        volume.gain.linearRampToValueAtTime(0, at + NOTE_S);
        tone.connect(volume).connect(context.destination);
        tone.start(at);
        tone.stop(at + NOTE_S);
      });
    },
    close: () => void context.close().catch(() => undefined),
  };
}
