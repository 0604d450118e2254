import { getPriority } from 'node:os';

/**
 * The generator goes before what it measures, or it would measure itself. Only root may say so, and for root
 * `npm run bench` does (src/launcher/bootstrap).
 */
export const isGeneratorFirst = (): boolean => getPriority() < 0;
