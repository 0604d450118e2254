import type { FastifyRequest } from 'fastify';
import type { Words } from '../kit/errors.ts';

const TITLE: Words = { es: 'Esta página no existe', en: 'This page does not exist' };
const LEAD: Words = {
  es: 'La dirección no lleva a ninguna página de Cauce. Quizás está incompleta, o mal escrita.',
  en: 'The address leads to no page of Cauce. It may be incomplete, or misspelt.',
};
const BACK: Words = { es: 'Ir a la página de inicio', en: 'Go to the start page' };

/** Whether somebody looks for a page: programs, and the page itself, ask for what is below `/api/` and take no HTML. */
export function looksForPage({
  method,
  url,
  headers,
}: Pick<FastifyRequest, 'method' | 'url' | 'headers'>): boolean {
  const takesPages = /(^|,)\s*text\/html\s*(;|,|$)/i.test(headers.accept ?? '');
  return (method === 'GET' || method === 'HEAD') && !/^\/api(\/|\?|$)/.test(url) && takesPages;
}

/** The first of our languages that a browser names, e.g. `en-GB,es;q=0.8`: it names them in order of preference. */
export const languageAsked = (accepted = ''): keyof Words =>
  accepted
    .split(',')
    .map(one => one.trim().slice(0, 2).toLowerCase())
    .find(one => one === 'es' || one === 'en') ?? 'es';

/** What is shown where no page is: written by the server, without a script, since who looks may not even be logged in. */
export function unknownPage(language: keyof Words): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${TITLE[language]} · Cauce</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { max-width: 36rem; margin: 15vh auto 0; padding: 0 1rem; line-height: 1.5; }
h1 { font-size: 1.5rem; }
a { display: inline-block; padding: .25rem 0; color: light-dark(#0b5c8a, #7cc4ee); }
</style>
</head>
<body>
<main>
<h1>${TITLE[language]}</h1>
<p>${LEAD[language]}</p>
<p><a href="/">${BACK[language]}</a></p>
</main>
</body>
</html>
`;
}
