import { Marked, type Tokens } from 'marked';
import type { Language } from '../words/language.ts';
import { GUIDES, type Guide, type GuideName, headingOf, KEY_SIGN } from './guides.ts';
import { FRAME, TITLES } from './titles.ts';

const safe = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const other = (language: Language): Language => (language === 'es' ? 'en' : 'es');

/** One page without any script, with its own style sheet; beside it lie those of the others and the PDF. */
export function guideHtml(guide: Guide): string {
  const { language, name, title, headings } = guide;
  const frame = FRAME[language];
  const contents = headings
    .filter(({ depth }) => depth === 2)
    .map(({ id, title: text }) => `<li><a href="#${id}">${safe(text)}</a></li>`)
    .join('\n');
  const others = GUIDES.map(each => link(each, language, each === name)).join('\n');
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${safe(title)} · Cauce</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/manual/manual.css">
</head>
<body>
<header>
<nav aria-label="${safe(frame.guides)}"><ul>
${others}
</ul></nav>
<p><a href="/manual/${other(language)}/${name}.html" lang="${other(language)}" hreflang="${other(language)}">${frame.inOther}</a>
<a href="/manual/${language}/${name}.pdf" download>${frame.pdf}</a></p>
</header>
<div class="sides">
<nav class="contents" aria-labelledby="contents"><h2 id="contents">${frame.contents}</h2><ol>
${contents}
</ol></nav>
<main>
${rendered(guide)}
</main>
</div>
</body>
</html>
`;
}

const link = (name: GuideName, language: Language, isHere: boolean) =>
  `<li><a href="/manual/${language}/${name}.html"${isHere ? ' aria-current="page"' : ''}>${safe(TITLES[language][name])}</a></li>`;

function rendered({ language, tokens }: Guide): string {
  const renderer = new Marked({
    renderer: {
      heading(token: Tokens.Heading) {
        const { id, depth, title } = headingOf(token);
        return `<h${depth}${id ? ` id="${id}"` : ''}>${safe(title)}</h${depth}>\n`;
      },
      codespan({ text }: Tokens.Codespan) {
        const [tag, shown] = text.startsWith(KEY_SIGN) ? ['kbd', text.slice(1)] : ['code', text];
        return `<${tag}>${safe(shown)}</${tag}>`;
      },
      image({ href, text }: Tokens.Image) {
        const at = `/manual/pictures/${language}/${href.replace('picture:', '')}`;
        const dark = `<source media="screen and (prefers-color-scheme: dark)" srcset="${at}-dark.webp">`;
        return `<picture>${dark}<img src="${at}.jpg" alt="${safe(text)}" loading="lazy"></picture>`;
      },
      html: ({ text }: Tokens.HTML | Tokens.Tag) => safe(text),
    },
  });
  return renderer.parser([...tokens]);
}
