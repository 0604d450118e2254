import type { takenFiles as es } from '../es/files.ts';

export const takenFiles: typeof es = {
  coming: 'The file is being prepared…',
  stop: 'Stop',
};
