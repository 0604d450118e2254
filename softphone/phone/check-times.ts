/** The whole check of a workplace takes no longer, ms. */
export const CHECK_WITHIN_MS = 20_000;

/**
 * By when each step is over at the latest, ms since the check began. The steps follow each other, so that what one does not need the
 * next one has; what is of the voice, of the way and of the link runs beside each other.
 */
export const VOICE_BY = {
  /** Given by the person where the browser asks for it, and opened. */
  microphone: 5_000,
  hears: 9_500,
  echo: 12_500,
  /** The bell, and the buttons of the headset beside it. */
  bell: 19_500,
} as const;

export const WAY_BY = {
  /** Asterisk answers at once, or the way to it is not there. */
  answered: 4_000,
  connected: 7_500,
  /** Asterisk says every 5 s what it got (RFC 3550 §6.2), and it is waited for two such reports. */
  said: 19_000,
} as const;
/** The way is looked at so often, so that it is over so much later at the most, ms. */
export const WAY_LOOK_EVERY_MS = 500;

/** Each of the requests of the link is waited for so long, ms. */
export const LINK_REQUEST_MS = 3_000;
export const LINK_REQUESTS = 2;
