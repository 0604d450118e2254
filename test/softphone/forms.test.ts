import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const VIEWS = new URL('../../softphone/views', import.meta.url).pathname;

test('no form leaves what is missing to the browser, which says it in its own language and over other things', () => {
  const forms = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.tsx'))
    .flatMap(name =>
      [...readFileSync(join(VIEWS, name), 'utf8').matchAll(/<form\b(?:=>|[^>])*>/g)].map(([tag]) => ({
        name,
        tag,
      })),
    );
  expect(forms.length).toBeGreaterThan(15);
  expect(forms.filter(({ tag }) => !tag.includes('noValidate'))).toEqual([]);
});
