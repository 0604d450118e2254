import { ROOT } from './api.ts';
import { LinkFault, readProblem } from './fault.ts';

export interface TakenFile {
  /** As the server calls it. */
  readonly name: string;
  readonly file: Blob;
}

/**
 * A file that the server makes. What a browser downloads by a link and is refused says nothing to anybody; here it fails with a
 * `LinkFault`: the server's, `network`, or `file-cut` when the answer broke off, of which nothing is kept. The browser keeps a large
 * one on its disk.
 */
export async function takeFile(address: string, request: RequestInit = {}): Promise<TakenFile> {
  const asked = { credentials: 'same-origin', cache: 'no-store', ...request } as const;
  const answer = await fetch(address, asked).catch(() => {
    throw new LinkFault('network', 0, AWAY);
  });
  if (!answer.ok) throw readProblem(answer.status, await answer.json().catch(() => null));
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  const file = await answer.blob().catch(() => {
    throw new LinkFault('file-cut', 0, CUT);
  });
  return { name: name ?? 'cauce', file };
}

const AWAY = {
  es: 'No hay conexión con el servidor y no se guardó nada. Revise su conexión y pida el archivo otra vez.',
  en: 'The server cannot be reached, and nothing was saved. Check your connection and ask for the file again.',
};
const CUT = {
  es: 'El archivo se cortó antes de terminar y no se guardó nada. Revise su conexión y pídalo otra vez.',
  en: 'The file broke off before its end, and nothing was saved. Check your connection and ask for it again.',
};

/** The file of a recording, for a reason that is kept. Fails like `takeFile`. */
export const takeRecording = (recording: string, reason: string): Promise<TakenFile> =>
  takeFile(`${ROOT}/recordings/${encodeURIComponent(recording)}/download`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason }),
  });

/** Has the browser keep a file among its downloads. */
export function saveFile({ name, file }: TakenFile): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
