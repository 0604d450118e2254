import { type AriAnswer, type AriRequest, encodedPath, REQUEST_LIMIT_MS } from './request.ts';

/** What a status says of the thing that was asked for, where it is known. */
const MEANINGS: Readonly<Record<number, string>> = {
  404: 'there is no such thing, or its module is not loaded yet',
  503: 'it still starts',
};

/**
 * Asterisk did not do what was asked, and nobody who asked can go on without it. For logs: a person is answered
 * `internal`, as for every error that is not of the catalogue.
 */
export class AsteriskFault extends Error {
  /** By which the worker knows that patience is all it takes (`adapters/jobs`). */
  readonly code = 'asterisk-fault';
  /** As `GET applications/cauce`; never the body, which may hold a password. */
  readonly asked: string;
  /** The HTTP status, or why there is none. */
  readonly answered: number | 'timed-out' | 'lost';

  constructor(request: AriRequest, answer: AriAnswer) {
    const asked = `${request.method} ${encodedPath(request)}`;
    super(`${wordsOf(answer)}: ${asked}`);
    this.name = 'AsteriskFault';
    this.asked = asked;
    this.answered = answer.kind === 'answer' ? answer.status : answer.kind;
  }
}

function wordsOf(answer: AriAnswer): string {
  if (answer.kind === 'timed-out') return `Asterisk did not answer in ${REQUEST_LIMIT_MS / 1_000} s`;
  if (answer.kind === 'lost') return 'the connection to Asterisk went away before the answer';
  const meaning = MEANINGS[answer.status];
  return `Asterisk answered ${answer.status}${meaning === undefined ? '' : ` (${meaning})`}`;
}
