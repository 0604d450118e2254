import { type Flow, type FlowNode, nodeAt, waysOut } from './flow.ts';

/** Every node some caller can come to. */
export function reachable(flow: Flow): Set<string> {
  const reached = new Set<string>();
  const open = [flow.start, flow.rescue];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const node = nodeAt(flow, name);
    if (node === undefined || reached.has(name)) continue;
    reached.add(name);
    open.push(...waysOut(node).map(way => way.to));
  }
  return reached;
}

/**
 * The ways of a caller who keys nothing, or whose tries are used up. Ways that a try is counted for are not
 * among them: they cannot be gone without end.
 */
function muteWays(node: FlowNode): string[] {
  switch (node.kind) {
    case 'say':
      return [node.next];
    case 'menu':
    case 'collect':
      return [node.otherwise];
    case 'lookup':
      return [node.found, node.failed, node.otherwise];
    case 'match':
      return [node.matched, node.otherwise];
    case 'choose':
      return [...node.when.map(branch => branch.to), node.otherwise];
    case 'queue':
      return node.closed === undefined ? [] : [node.closed];
    case 'hang-up':
      return [];
    default:
      return node satisfies never;
  }
}

/**
 * Circles on those ways, each as the names on it with the first one repeated. Where there are none, every caller
 * comes to a queue or a hang-up, because every other node has a way on.
 */
export function muteCircles(flow: Flow): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const follow = (name: string, road: readonly string[]): void => {
    const seenAt = road.indexOf(name);
    if (seenAt >= 0) {
      circles.push([...road.slice(seenAt), name]);
      return;
    }
    const node = nodeAt(flow, name);
    if (node === undefined || done.has(name)) return;
    for (const to of muteWays(node)) follow(to, [...road, name]);
    done.add(name);
  };
  for (const name of Object.keys(flow.nodes)) follow(name, []);
  return circles;
}
