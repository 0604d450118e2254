import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bad, type Result } from '../kit/result.ts';
import type { FlowFault } from './fault.ts';
import type { Flow } from './flow.ts';
import { parseFlow } from './parse-flow.ts';

const FLOW_FILE = /\.yaml$/;
const PROMPT_FILE = /\.wav$/;

/** The names of the prompts that have audio in a folder such as `ivr-flows/prompts/es`. */
export async function readPromptNames(folder: string): Promise<ReadonlySet<string>> {
  const files = await readdir(folder);
  return new Set(files.filter(name => PROMPT_FILE.test(name)).map(name => name.replace(PROMPT_FILE, '')));
}

/**
 * Reads one flow from its file. A file that cannot be read is a fault of the flow, not an exception:
 * whoever keeps the last good flow treats both alike.
 */
export async function readFlow(
  file: string,
  prompts: ReadonlySet<string>,
): Promise<Result<Flow, readonly FlowFault[]>> {
  const shown = basename(file);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const words = { es: `el archivo no se puede leer (${why})`, en: `the file cannot be read (${why})` };
    return bad([{ code: 'unreadable', file: shown, line: 1, column: 1, words }]);
  }
  const parsed = parseFlow(text, shown, name => prompts.has(name));
  if (!parsed.ok || `${parsed.value.flow}.yaml` === shown) return parsed;
  const words = {
    es: `el flujo se llama "${parsed.value.flow}" y el archivo no`,
    en: `the flow is called "${parsed.value.flow}" and the file is not`,
  };
  return bad([{ code: 'wrong-shape', file: shown, line: 1, column: 1, words }]);
}

/**
 * Every flow of the folder `ivr-flows`, by name, and every fault found on the way. Rejects when one of the folders
 * cannot be read.
 */
export async function readFlows(
  folder: string,
  promptsFolder: string,
): Promise<{ flows: ReadonlyMap<string, Flow>; faults: readonly FlowFault[] }> {
  const prompts = await readPromptNames(promptsFolder);
  const files = (await readdir(folder)).filter(name => FLOW_FILE.test(name)).sort();
  const read = await Promise.all(files.map(name => readFlow(join(folder, name), prompts)));
  const flows = new Map<string, Flow>();
  const faults: FlowFault[] = [];
  for (const result of read) {
    if (result.ok) flows.set(result.value.flow, result.value);
    else faults.push(...result.fault);
  }
  return { flows, faults };
}
