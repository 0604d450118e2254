/** A visitor of the API with a cookie of its own. */
export class ApiClient {
  readonly #base: string;
  #cookie = '';

  constructor(httpPort: number) {
    this.#base = `http://127.0.0.1:${httpPort}/api/v1`;
  }

  /** The session as a Cookie header, for the live socket. */
  get cookie(): string {
    return this.#cookie;
  }

  get<Answer>(path: string): Promise<Answer> {
    return this.#ask('GET', path);
  }

  post<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.#ask('POST', path, body);
  }

  /** Logs in and accepts the confidentiality text, as every person does the first time. */
  async logIn(username: string, password: string): Promise<void> {
    await this.post('/session', { username, password });
    await this.post('/session/confidentiality', { accepted: true });
  }

  async #ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${this.#base}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const [set] = response.headers.getSetCookie();
    if (set !== undefined) this.#cookie = set.split(';')[0] ?? '';
    return JSON.parse(text) as Answer;
  }
}
