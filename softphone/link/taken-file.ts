import { ROOT } from './api.ts';
import { readProblem, unreached } from './fault.ts';

const at = (recording: string, what: string) => `${ROOT}/recordings/${encodeURIComponent(recording)}/${what}`;

/** The file of a recording, and the name that the server gives it. Fails with a `LinkFault`. */
export async function takeRecording(
  recording: string,
  reason: string,
): Promise<{ readonly name: string; readonly file: Blob }> {
  const answer = await fetch(at(recording, 'download'), {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ reason }),
  }).catch(() => {
    throw unreached();
  });
  if (!answer.ok) throw readProblem(answer.status, await answer.json().catch(() => null));
  const name = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1];
  const file = await answer.blob().catch(() => {
    throw unreached();
  });
  return { name: name ?? 'recording.wav', file };
}

/** Has the browser keep a file among its downloads. */
export function saveFile({ name, file }: { readonly name: string; readonly file: Blob }): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold on it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
