/** What a person does on their headset. */
export type HeadsetEvent =
  /** They want to talk, or not any more: a button, a base that the headset is lifted from, a boom that is turned. */
  | { readonly kind: 'hook'; readonly off: boolean }
  /** `to` null: the other way round than it is. */
  | { readonly kind: 'mute'; readonly to: boolean | null }
  | { readonly kind: 'flash' }
  | { readonly kind: 'redial' }
  | { readonly kind: 'reject' };

/** What a headset shows of the call. */
export interface HeadsetLights {
  readonly ring: boolean;
  readonly offHook: boolean;
  readonly mute: boolean;
  readonly hold: boolean;
  /** What is said goes out. */
  readonly microphone: boolean;
}

export const DARK: HeadsetLights = {
  ring: false,
  offHook: false,
  mute: false,
  hold: false,
  microphone: false,
};

/**
 *   none ──choose, or one that was given before is plugged in──▶ ready ──unplugged──▶ none
 *                                  └──another program has it──▶ busy ──unplugged──▶ none
 */
export type HeadsetState =
  | { readonly kind: 'none' }
  | { readonly kind: 'ready'; readonly name: string }
  | { readonly kind: 'busy'; readonly name: string };

/** The buttons and lights of a headset. Its sound is another matter (`sound.ts`). */
export interface Headset {
  state(): HeadsetState;
  /** Calls `changed` when that changes; returns how to stop that. */
  watch(changed: () => void): () => void;
  /** Calls `happened` with what is done on it; returns how to stop that. */
  listen(happened: (event: HeadsetEvent) => void): () => void;
  /** Has the person choose one in the browser's own window; the browser wants this as the answer to a click. */
  choose(): Promise<void>;
  /** Gives it back: the browser does not let this page have it any more. */
  forget(): Promise<void>;
  /** Shows this from now on, also on one that is plugged in later. */
  show(lights: HeadsetLights): void;
  /** Dark, and let go. */
  close(): Promise<void>;
}
