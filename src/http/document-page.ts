/** The API document as a page: written by the server, without a script and without anything from elsewhere. */
export function documentPage(document: object): string {
  const paths = recordOf(recordOf(document).paths);
  const info = recordOf(recordOf(document).info);
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(recordOf(methods)).map(([method, operation]) =>
      section(path, method, recordOf(operation)),
    ),
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(info.title)} API ${escaped(info.version)}</title>
<style>
:root { color-scheme: light dark; font-family: system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; line-height: 1.5; }
article { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .75rem 0; }
h2 { font: 600 1rem ui-monospace, monospace; margin: 0; }
.method { text-transform: uppercase; display: inline-block; min-width: 4.5rem; }
p { margin: .25rem 0; }
td, th { text-align: left; vertical-align: top; padding: .15rem 1rem .15rem 0; }
pre { overflow-x: auto; padding: .5rem; background: color-mix(in srgb, currentColor 8%, transparent); }
</style>
</head>
<body>
<h1>${escaped(info.title)} API ${escaped(info.version)}</h1>
<p>${escaped(info.description)}</p>
<p><a href="/api/openapi.json">openapi.json</a></p>
${routes.join('\n')}
</body>
</html>
`;
}

function section(path: string, method: string, operation: Readonly<Record<string, unknown>>): string {
  const body = recordOf(recordOf(recordOf(operation.requestBody).content)['application/json']).schema;
  const parameters = Array.isArray(operation.parameters) ? operation.parameters.map(recordOf) : [];
  const query = parameters.filter(one => one.in === 'query').map(one => escaped(one.name));
  const answers = Object.entries(recordOf(operation.responses)).map(
    ([status, answer]) =>
      `<tr><th>${escaped(status)}</th><td>${escaped(recordOf(answer).description)}</td></tr>`,
  );
  return `<article>
<h2><span class="method">${escaped(method)}</span> ${escaped(path)}</h2>
<p>${escaped(operation.summary)}. ${escaped(operation.description)}</p>
${query.length > 0 ? `<p>?${query.join(' &amp; ')}</p>` : ''}
${body === undefined ? '' : `<details><summary>Body</summary><pre>${escaped(JSON.stringify(body, null, 2))}</pre></details>`}
<details><summary>Answers</summary><table>${answers.join('')}</table></details>
</article>`;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Text as it may stand between tags and in attributes. */
function escaped(value: unknown): string {
  return String(value ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
