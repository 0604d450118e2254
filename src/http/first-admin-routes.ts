import { CauceError } from '../kit/errors.ts';
import type { Api } from './api.ts';
import { escaped } from './document-page.ts';
import type { FirstAdmin } from './first-admin.ts';
import type { WebParts } from './parts.ts';
import { statusOf } from './problems.ts';
import { AddPerson } from './shapes.ts';
import { weakness } from './weak-password.ts';

const Form = AddPerson.pick({ username: true, displayName: true, password: true });

/** The page behind the one-time link: a plain form, for there is nobody yet who could log in to anything else. */
export function firstAdminRoutes(app: Api, { log }: Pick<WebParts, 'log'>, firstAdmin: FirstAdmin): void {
  void app.register(async (scope: Api) => {
    scope.addContentTypeParser<string>(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body))),
    );
    const limit = { rateLimit: { max: 20, timeWindow: 60_000 } };

    scope.get<{ Querystring: { token?: string } }>(
      '/first-admin',
      { schema: { hide: true }, config: limit },
      async (request, reply) => {
        const { token } = request.query;
        if (!firstAdmin.isOpen(token)) throw new CauceError('unknown-resource');
        return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page(token));
      },
    );

    scope.post<{ Body: Record<string, string> | undefined }>(
      '/first-admin',
      { schema: { hide: true }, config: limit },
      async (request, reply) => {
        const { token, ...fields } = request.body ?? {};
        if (!firstAdmin.isOpen(token)) throw new CauceError('unknown-resource');
        const again = (error: CauceError) =>
          reply
            .code(statusOf(error.code))
            .type('text/html; charset=utf-8')
            .header('cache-control', 'no-store')
            .send(page(token, `${error.words.es} / ${error.words.en}`));
        const form = Form.safeParse(fields);
        if (!form.success || weakness(form.data.password, form.data.username) !== null) {
          return again(new CauceError('invalid-input'));
        }
        try {
          const admin = await firstAdmin.admit(token, form.data);
          log.info({ person: admin.id }, 'first administrator made');
        } catch (error) {
          if (error instanceof CauceError && error.code === 'already-exists') return again(error);
          throw error;
        }
        return reply.redirect('/', 303);
      },
    );
  });
}

function page(token: string | undefined, fault = ''): string {
  return `<!doctype html>
<html lang="es">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cauce</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
form { max-width: 24rem; margin: 4rem auto; padding: 0 1rem; display: grid; gap: .5rem; }
input, button { font: inherit; padding: .5rem; }
small { opacity: .75; }
</style>
</head>
<body>
<form method="post" action="/first-admin">
<h1>Cauce</h1>
<p>Primer administrador <small lang="en">First administrator</small></p>
<p role="alert">${escaped(fault)}</p>
<input type="hidden" name="token" value="${escaped(token)}">
<label for="username">Usuario <small lang="en">User name: a-z 0-9 . _ -</small></label>
<input id="username" name="username" required minlength="3" maxlength="32" pattern="[a-z0-9._\\-]+" autocomplete="username">
<label for="displayName">Nombre <small lang="en">Name</small></label>
<input id="displayName" name="displayName" required maxlength="80" autocomplete="name">
<label for="password">Contraseña, 10 caracteres o más <small lang="en">Password, 10 characters or more</small></label>
<input id="password" name="password" type="password" required minlength="10" maxlength="256" autocomplete="new-password">
<button>Crear</button>
</form>
</body>
</html>
`;
}
