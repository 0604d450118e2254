import { say } from './bootstrap/say.mjs';

/** Tells a person, in Spanish and English, what takes a while. */
export type Progress = (es: string, en: string) => void;

export const toScreen: Progress = (es, en) => say(es, en);
export const silent: Progress = () => {};
