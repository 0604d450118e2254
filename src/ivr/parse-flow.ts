import en from 'zod/v4/locales/en.js';
import es from 'zod/v4/locales/es.js';
import { bad, good, type Result } from '../kit/result.ts';
import type { FlowFault } from './fault.ts';
import { type Flow, flowShape } from './flow.ts';
import { type FlowText, readFlowText } from './flow-text.ts';
import { lint } from './lint.ts';

const inSpanish = es().localeError;
const inEnglish = en().localeError;

/** Ways on; a node that lacks one ends nowhere. */
const WAYS = new Set(['next', 'otherwise', 'found', 'missing', 'failed', 'matched', 'wrong', 'to']);

/**
 * Reads and checks a flow. `promptExists` says whether there is audio under a prompt's name.
 * Every fault is named at once, in the order of the file; a flow with any fault is no flow.
 */
export function parseFlow(
  text: string,
  file: string,
  promptExists: (name: string) => boolean,
): Result<Flow, readonly FlowFault[]> {
  const source = readFlowText(text, file);
  if (source.data === null && source.faults.length === 0) {
    return bad([source.faultAt([], 'unreadable', { es: 'el archivo está vacío', en: 'the file is empty' })]);
  }
  if (source.faults.length > 0) return bad(inOrder(source.faults));
  const shaped = flowShape.safeParse(source.data, { error: inEnglish });
  if (!shaped.success) return bad(inOrder(shapeFaults(source)));
  const flow: Flow = { ...shaped.data, version: fingerprint(text) };
  const faults = lint(flow, source, promptExists);
  return faults.length > 0 ? bad(inOrder(faults)) : good(flow);
}

function shapeFaults(source: FlowText): FlowFault[] {
  const [spanish, english] = [inSpanish, inEnglish].map(
    error => flowShape.safeParse(source.data, { error }).error?.issues ?? [],
  );
  return (english ?? []).map((issue, index) => {
    const path = issue.path.map(part => (typeof part === 'symbol' ? String(part) : part));
    const last = path.at(-1);
    const node = path[0] === 'nodes' ? path[1] : undefined;
    if (issue.code === 'invalid_type' && issue.message.includes('undefined') && WAYS.has(String(last))) {
      return source.faultAt(path, 'dead-end', {
        es: `el nodo "${node}" no dice adónde seguir: falta "${last}"`,
        en: `the node "${node}" does not say where to go on: "${last}" is missing`,
      });
    }
    const at = issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    return source.faultAt(at, 'wrong-shape', {
      es: `${where}${spanish?.[index]?.message ?? issue.message}`,
      en: `${where}${issue.message}`,
    });
  });
}

function inOrder(faults: readonly FlowFault[]): FlowFault[] {
  return [...faults].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** FNV-1a over the text: enough to see that a flow was edited, and the same in a browser. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
