import type { FlowFault } from '../../src/ivr/fault.ts';
import type { Words } from '../../src/kit/errors.ts';

/** `averias-626.yaml:12:9 the node "menu" does not exist` */
export function faultLine(fault: FlowFault, language: keyof Words): string {
  return `${fault.file}:${fault.line}:${fault.column} ${fault.words[language]}`;
}
