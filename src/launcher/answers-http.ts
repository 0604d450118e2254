import { request as httpRequest } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';

/** Where to ask and for how long, ms: a host and port, or the path of a unix socket. */
export type Question = RequestOptions & { readonly path: string; readonly timeout: number };

/** What a server answers, read as JSON; null when it does not, or says something else. Never rejects. */
export function askJson(question: Question, isTls = false): Promise<unknown> {
  return new Promise(answer => {
    const probe = (isTls ? httpsRequest : httpRequest)({ ...question, agent: false }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('error', () => answer(null));
      response.on('end', () => answer(parsed(text)));
    });
    probe.on('timeout', () => probe.destroy());
    probe.on('error', () => answer(null));
    probe.end();
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether a server answers with a status that satisfies, any unless told. Never rejects. */
export function answersHttp(
  question: Question,
  satisfies: (status: number) => boolean = () => true,
  isTls = false,
): Promise<boolean> {
  return new Promise(answer => {
    const probe = (isTls ? httpsRequest : httpRequest)({ ...question, agent: false }, response => {
      response.resume();
      answer(satisfies(response.statusCode ?? 0));
    });
    probe.on('timeout', () => probe.destroy());
    probe.on('error', () => answer(false));
    probe.end();
  });
}
