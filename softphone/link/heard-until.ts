import { ROOT } from './api.ts';

/** Tells how far somebody has listened, ms from the beginning; also while the page is being left. What cannot be told is lost. */
export function tellHeard(recording: string, untilMs: number): void {
  fetch(`${ROOT}/recordings/${encodeURIComponent(recording)}/heard`, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ untilMs: Math.round(untilMs) }),
    keepalive: true,
  }).catch(() => undefined);
}
