import { describe, expect, test } from 'vitest';
import { httpApi } from '../../softphone/link/api.ts';
import { asFault, LinkFault } from '../../softphone/link/fault.ts';

interface Asked {
  readonly url: string;
  readonly method: string;
  readonly body: unknown;
}

/** A server of one answer, and what it was asked. */
function answering(status: number, body: string) {
  const asked: Asked[] = [];
  const api = httpApi(async (url, init) => {
    asked.push({
      url: String(url),
      method: init?.method ?? '',
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : null,
    });
    return new Response(status === 204 ? null : body, { status });
  });
  return { api, asked };
}

const problem = (
  code: string,
  faults: readonly { path: string; message: string; words?: { es: string; en: string } }[] = [],
) =>
  JSON.stringify({
    type: 'about:blank',
    title: code,
    status: 409,
    code,
    detail: { es: 'Alguien la cambió.', en: 'Someone changed it.' },
    faults,
  });

const failing = async (work: Promise<unknown>): Promise<LinkFault> =>
  work.then(
    () => {
      throw new Error('it should have failed');
    },
    thrown => asFault(thrown),
  );

describe('a request', () => {
  test('leaves out filters that are not set', async () => {
    const { api, asked } = answering(200, '{"items":[],"total":0}');
    await api.tickets({ state: 'open', text: '', limit: 50 });
    expect(asked[0]?.url).toBe('/api/v1/tickets?state=open&limit=50');
  });

  test('writes names safely into the path', async () => {
    const { api, asked } = answering(200, '{}');
    await api.order('node/1 2', 'hang-up');
    expect(asked[0]).toEqual({ url: '/api/v1/calls/node%2F1%202/hang-up', method: 'POST', body: {} });
  });

  test('that has nothing to answer answers nothing', async () => {
    const { api } = answering(204, '');
    await expect(api.logOut()).resolves.toBeNull();
  });
});

describe('a failed request', () => {
  test('carries the code of the catalogue and a sentence in both languages', async () => {
    const { api } = answering(409, problem('changed-meanwhile'));
    const fault = await failing(api.step('OA-1', { action: 'take', version: 1 }));
    expect(fault).toMatchObject({ code: 'changed-meanwhile', status: 409 });
    expect(fault.words.es).toBe('Alguien la cambió.');
  });

  test('names the fields of the form that are wrong', async () => {
    const { api } = answering(422, problem('invalid-input', [{ path: 'body.password', message: 'corta' }]));
    const fault = await failing(api.changePerson('p1', { password: 'x' }));
    expect(fault.fields.get('password')).toBe('corta');
  });

  test('says what is wrong with a field where there are words for it', async () => {
    const words = { es: 'Sobran 2 caracteres: caben 100.', en: '2 characters too many: 100 fit.' };
    const { api } = answering(
      400,
      problem('invalid-input', [{ path: 'querystring.text', message: '', words }]),
    );
    expect((await failing(api.customers('x'))).words).toEqual(words);
  });

  test('that met a proxy instead of our server still has words', async () => {
    const { api } = answering(502, '<html>Bad Gateway</html>');
    const fault = await failing(api.whoAmI());
    expect(fault).toMatchObject({ code: 'internal', status: 502 });
    expect(fault.words.es).not.toBe('');
  });

  test('that reached nobody says so', async () => {
    const api = httpApi(() => Promise.reject(new TypeError('Failed to fetch')));
    const fault = await failing(api.whoAmI());
    expect(fault).toBeInstanceOf(LinkFault);
    expect(fault.code).toBe('network');
  });
});
