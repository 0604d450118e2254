import type { Words } from '../kit/errors.ts';
import type { FlowFault, FlowFaultCode } from './fault.ts';
import { type Flow, type FlowNode, type Saying, waysOut } from './flow.ts';
import type { FlowText, Path } from './flow-text.ts';
import { muteCircles, reachable } from './roads.ts';

type Fault = (path: Path, code: FlowFaultCode, words: Words) => void;

/**
 * What the shape alone does not tell about a flow: names that lead nowhere, nodes nobody reaches, circles a
 * caller who keeps quiet would not leave, prompts without audio, keys that get in each other's way.
 */
export function lint(flow: Flow, source: FlowText, promptExists: (name: string) => boolean): FlowFault[] {
  const faults: FlowFault[] = [];
  const fault: Fault = (path, code, words) => faults.push(source.faultAt(path, code, words));
  lintNames(flow, fault);
  lintPrompts(flow, promptExists, fault);
  for (const [name, node] of Object.entries(flow.nodes)) {
    lintKeys(name, node, fault);
    lintKnown(flow, name, node, fault);
  }
  // Roads are only worth following once every name on them exists.
  if (faults.every(({ code }) => code !== 'unknown-node')) lintRoads(flow, fault);
  return faults;
}

function lintNames(flow: Flow, fault: Fault): void {
  const check = (to: string, path: Path) => {
    if (Object.hasOwn(flow.nodes, to)) return;
    fault(path, 'unknown-node', { es: `el nodo "${to}" no existe`, en: `the node "${to}" does not exist` });
  };
  check(flow.start, ['start']);
  check(flow.rescue, ['rescue']);
  for (const [name, node] of Object.entries(flow.nodes)) {
    for (const way of waysOut(node)) check(way.to, ['nodes', name, ...way.path]);
  }
}

function lintPrompts(flow: Flow, promptExists: (name: string) => boolean, fault: Fault): void {
  for (const { saying, path } of sayingsOf(flow)) {
    const prompt = typeof saying === 'string' ? saying : 'prompt' in saying ? saying.prompt : null;
    if (prompt === null || promptExists(prompt)) continue;
    fault(path, 'missing-prompt', {
      es: `no hay audio para el mensaje "${prompt}"`,
      en: `there is no audio for the prompt "${prompt}"`,
    });
  }
}

function sayingsOf(flow: Flow): { saying: Saying; path: Path }[] {
  const numbered = (sayings: readonly Saying[], path: Path) =>
    sayings.map((saying, index) => ({ saying, path: [...path, index] }));
  return [
    ...numbered(flow.patience.silent, ['patience', 'silent']),
    ...numbered(flow.patience.wrong, ['patience', 'wrong']),
    ...Object.entries(flow.nodes).flatMap(([name, node]) => {
      if (node.kind === 'queue') return numbered(node.first ?? [], ['nodes', name, 'first']);
      return 'prompts' in node ? numbered(node.prompts, ['nodes', name, 'prompts']) : [];
    }),
  ];
}

function lintKeys(name: string, node: FlowNode, fault: Fault): void {
  if (node.kind === 'menu') {
    const keys = Object.keys(node.options);
    if (keys.length === 0) {
      const words = { es: `el menú "${name}" no tiene opciones`, en: `the menu "${name}" has no options` };
      fault(['nodes', name, 'options'], 'dead-end', words);
    }
    for (const key of keys) {
      const longer = keys.find(other => other !== key && other.startsWith(key));
      if (longer === undefined) continue;
      fault(['nodes', name, 'options', longer], 'digits-collide', {
        es: `la opción ${longer} empieza como la opción ${key}`,
        en: `the option ${longer} begins like the option ${key}`,
      });
    }
  }
  if (node.kind === 'collect') {
    if (node.min > node.max) {
      const words = { es: 'el mínimo es mayor que el máximo', en: 'the minimum is greater than the maximum' };
      fault(['nodes', name, 'min'], 'wrong-shape', words);
    }
    for (const key of Object.keys(node.keys ?? {})) {
      if (key.length < node.min) continue;
      fault(['nodes', name, 'keys', key], 'digits-collide', {
        es: `la tecla ${key} podría ser también el dato que se pide`,
        en: `the key ${key} could also be the answer that is asked for`,
      });
    }
  }
}

/** A lookup needs digits that some node collects. */
function lintKnown(flow: Flow, name: string, node: FlowNode, fault: Fault): void {
  if (node.kind !== 'lookup' && node.kind !== 'match') return;
  const collected = Object.values(flow.nodes).some(
    other => other.kind === 'collect' && other.into === node.from,
  );
  if (collected) return;
  fault(['nodes', name, 'from'], 'nothing-known', {
    es: `ningún nodo pide "${node.from}"`,
    en: `no node asks for "${node.from}"`,
  });
}

function lintRoads(flow: Flow, fault: Fault): void {
  const rescue = flow.nodes[flow.rescue];
  if (rescue?.kind !== 'hang-up' && (rescue?.kind !== 'queue' || rescue.closed !== undefined)) {
    fault(['rescue'], 'dead-end', {
      es: 'el rescate debe ser una cola sin horario o un fin de llamada',
      en: 'the rescue must be a queue without hours or a hang-up',
    });
  }
  const reached = reachable(flow);
  for (const name of Object.keys(flow.nodes)) {
    if (reached.has(name)) continue;
    const words = { es: `nadie llega al nodo "${name}"`, en: `nobody reaches the node "${name}"` };
    fault(['nodes', name], 'unreachable-node', words);
  }
  for (const circle of muteCircles(flow)) {
    const road = circle.join(' → ');
    fault(['nodes', circle[0] ?? ''], 'endless-loop', {
      es: `quien no marca nada daría vueltas sin fin: ${road}`,
      en: `a caller who keys nothing would go round without end: ${road}`,
    });
  }
}
