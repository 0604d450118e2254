import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Words } from '../kit/errors.ts';
import type { FlowFault, FlowFaultCode } from './fault.ts';

export type Path = readonly (string | number)[];

/** A flow's text, with the way back from a path in its data to a line and a column. */
export interface FlowText {
  /** Null when the text cannot be read; `faults` says why. */
  readonly data: unknown;
  readonly faults: readonly FlowFault[];
  /** For what is not in the text, the place of the nearest thing around it. */
  faultAt(path: Path, code: FlowFaultCode, words: Words): FlowFault;
}

/** Reads YAML without judging what it says, except that no map may hold a key twice. */
export function readFlowText(text: string, file: string): FlowText {
  const lines = new LineCounter();
  // YAML would keep the last of two equal keys in silence, or refuse them with a sentence for programmers.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, stringKeys: true });

  const faultAtOffset = (offset: number, code: FlowFaultCode, words: Words): FlowFault => {
    const { line, col } = lines.linePos(offset);
    return { code, file, line: Math.max(1, line), column: Math.max(1, col), words };
  };
  const faults = document.errors.map(({ code, pos }) =>
    faultAtOffset(pos[0], 'unreadable', {
      es: `no es YAML válido (${code})`,
      en: `not valid YAML (${code})`,
    }),
  );
  for (const { key, inside, offset } of doubledKeys(document)) {
    const digits = inside === 'options' || inside === 'keys';
    const words = digits
      ? { es: `la tecla ${key} está dos veces`, en: `the key ${key} is there twice` }
      : { es: `"${key}" está dos veces`, en: `"${key}" is there twice` };
    faults.push(faultAtOffset(offset, digits ? 'digits-collide' : 'wrong-shape', words));
  }

  let data: unknown = null;
  if (document.errors.length === 0) {
    try {
      data = document.toJS();
    } catch {
      const words = {
        es: 'un alias no existe o se repite sin fin',
        en: 'an alias is unknown or repeats without end',
      };
      faults.push(faultAtOffset(0, 'unreadable', words));
    }
  }
  return {
    data,
    faults,
    faultAt: (path, code, words) => faultAtOffset(offsetOf(document, path), code, words),
  };
}

function doubledKeys(document: Document): { key: string; inside: string; offset: number }[] {
  const doubled: { key: string; inside: string; offset: number }[] = [];
  visit(document, {
    Map(_, map, ancestors) {
      const above = ancestors.at(-1);
      const inside =
        above !== undefined && 'key' in above && isScalar(above.key) ? String(above.key.value) : '';
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) doubled.push({ key: name, inside, offset: key.range?.[0] ?? 0 });
        seen.add(name);
      }
    },
  });
  return doubled;
}

/** A plain value is pointed at itself; a map or a list by the key it stands under. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const last = path[length - 1];
    const around = document.getIn(path.slice(0, length - 1), true);
    const pair = isMap(around)
      ? around.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
      : undefined;
    const value = document.getIn(path.slice(0, length), true);
    const pointed = pair !== undefined && !isScalar(value) ? pair.key : value;
    if (isNode(pointed) && pointed.range) return pointed.range[0];
  }
  return 0;
}
