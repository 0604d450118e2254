import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, writeOwned } from './folders.ts';

/** A text fills `{{name}}`; a boolean keeps or drops the lines between `{{#name}}` and `{{/name}}`. */
export type TemplateValues = Readonly<Record<string, string | number | boolean>>;

/**
 * Fills a template. A name without a value is a fault of ours and throws, so that no `{{name}}` ever
 * reaches a configuration file.
 */
export function renderTemplate(template: string, values: TemplateValues): string {
  const chosen = template.replace(/^\{\{#(\w+)\}\}\n([\s\S]*?)^\{\{\/\1\}\}\n/gm, (_, name: string, body) => {
    return required(values, name) === true ? String(body) : '';
  });
  const filled = chosen.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(required(values, name)));
  return `${filled.trimEnd()}\n`;
}

/** Renders every `*.conf` of a folder into another one, readable by its owner only. */
export function renderFolder(templates: string, target: string, values: TemplateValues): void {
  makeFolder(target);
  for (const name of readdirSync(templates).filter(file => file.endsWith('.conf'))) {
    const text = renderTemplate(readFileSync(join(templates, name), 'utf8'), values);
    writeOwned(join(target, name), text);
  }
}

function required(values: TemplateValues, name: string): string | number | boolean {
  const value = values[name];
  if (value === undefined) throw new Error(`the template asks for "${name}", which has no value`);
  return value;
}
