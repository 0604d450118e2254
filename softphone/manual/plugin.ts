import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { GUIDES, LANGUAGES, readGuide } from './guides.ts';
import { guideHtml } from './html.ts';
import { guidePdf } from './pdf.ts';

const HERE = import.meta.dirname;
const PICTURES = join(HERE, 'pictures');

/** Writes the manual beside the pages: `/manual/es/agent.html`, its PDF, its pictures and its style sheet. */
export function manual(): Plugin {
  return {
    name: 'manual',
    async generateBundle() {
      const emit = (fileName: string, source: string | Uint8Array) =>
        this.emitFile({ type: 'asset', fileName: `manual/${fileName}`, source });
      emit('manual.css', readFileSync(join(HERE, 'manual.css'), 'utf8'));
      for (const language of LANGUAGES) {
        for (const name of GUIDES) {
          const guide = readGuide(name, language);
          emit(`${language}/${name}.html`, guideHtml(guide));
          emit(
            `${language}/${name}.pdf`,
            await guidePdf(guide, picture => join(PICTURES, language, `${picture}.jpg`)),
          );
        }
        const folder = join(PICTURES, language);
        if (!existsSync(folder)) continue;
        for (const file of readdirSync(folder))
          emit(`pictures/${language}/${file}`, readFileSync(join(folder, file)));
      }
    },
  };
}
