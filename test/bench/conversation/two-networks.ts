import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM } from '../../kit/browser.ts';

/** One of the two networks that the browser's machine may be in. */
export type Network = 'a' | 'b';

/**
 * `away`: the network is lost, and the other one is there a second later. `swap`: one takes the other's place in an instant.
 * `overlap`: the new one comes, and a second later the old one goes. `silent`: the machine is in both, the one that it uses
 * leads nowhere from one moment to the next, and no link and no address changes.
 */
export type NetworkChange = 'away' | 'swap' | 'overlap' | 'silent';

const NAMESPACE = 'cauce-bench';
const SERVER = '10.213.0.1';
const MACHINE: Readonly<Record<Network, string>> = { a: '10.213.1.2', b: '10.213.2.2' };
const RANGE: Readonly<Record<Network, string>> = { a: '10.213.1.0/24', b: '10.213.2.0/24' };
/** What bears a network's address goes by that network, as foreign ones would not let it through. */
const TABLE: Readonly<Record<Network, number>> = { a: 101, b: 102 };
const NETWORKS = ['a', 'b'] as const;

/** Names of devices have 15 characters at most. */
const bridge = (net: Network) => `cauce-bench-${net}`;
const port = (net: Network) => `cauce-port-${net}`;
/** A bridge without a living port is dead, and takes up to a second to come alive: this one lives always. */
const keeper = (net: Network) => `cauce-keep-${net}`;
/** Within the namespace. */
const device = (net: Network) => `net-${net}`;

/**
 * A machine for the browser, a network namespace, with a way to this one through either of two networks:
 *
 *   namespace  net-a ─ cauce-port-a ─ bridge cauce-bench-a ┐
 *              net-b ─ cauce-port-b ─ bridge cauce-bench-b ┴ 10.213.0.1 this machine
 *
 * A bridge that is down loses all packets while the namespace sees its link up. What stands of a run that was
 * killed is taken down first.
 */
export class TwoNetworks {
  /** Where the namespace reaches this machine. */
  readonly server = SERVER;
  /** A program that runs Chromium in the namespace. */
  readonly chromium: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'cauce-networks-'));

  private constructor() {
    this.chromium = join(this.folder, 'chromium');
    writeFileSync(this.chromium, `#!/bin/sh\nexec ip netns exec ${NAMESPACE} '${CHROMIUM}' "$@"\n`, {
      mode: 0o755,
    });
  }

  /** The machine is in network `a`. */
  static async open(): Promise<TwoNetworks> {
    if (process.getuid?.() !== 0) {
      throw new Error('a network namespace takes root: run it as root, with `npm run bench -- --only C5`');
    }
    await ip(['-V']).catch(() => {
      throw new Error('the program `ip` is missing: install iproute2');
    });
    await takeDown();
    const networks = new TwoNetworks();
    try {
      await ip(
        ['-batch', '-'],
        [
          `netns add ${NAMESPACE}`,
          `addr add ${SERVER}/32 dev lo`,
          ...NETWORKS.flatMap(net => [
            `link add ${bridge(net)} type bridge`,
            `link add ${port(net)} type veth peer name ${device(net)} netns ${NAMESPACE}`,
            `link add ${keeper(net)} type veth peer name ${keeper(net)}2`,
            ...[port(net), keeper(net)].map(each => `link set ${each} master ${bridge(net)}`),
            `link set ${keeper(net)} up`,
            `link set ${keeper(net)}2 up`,
            `link set ${port(net)} up`,
            `link set ${bridge(net)} up`,
            route(net),
          ]),
        ],
      );
      await inside(...NETWORKS.map(net => `rule add from ${MACHINE[net]} table ${TABLE[net]}`));
      await inside(...joined('a'), ...leading('a'));
    } catch (fault) {
      await networks.close();
      throw fault;
    }
    return networks;
  }

  /** The machine is in one network alone before any change but the silent one, for which it is in both. */
  async prepare(change: NetworkChange, to: Network): Promise<void> {
    if (change === 'silent') await inside(...joined(to));
  }

  async change(change: NetworkChange, from: Network, to: Network): Promise<void> {
    const second = () => new Promise(done => setTimeout(done, 1_000));
    if (change === 'swap') await inside(...joined(to), ...leading(to), ...left(from));
    if (change === 'away') {
      await inside(...left(from));
      await second();
      await inside(...joined(to), ...leading(to));
    }
    if (change === 'overlap') {
      await inside(...joined(to), ...leading(to));
      await second();
      await inside(...left(from));
    }
    if (change === 'silent') {
      await ip(['link', 'set', bridge(from), 'down']);
      await inside(...leading(to));
    }
  }

  /** The machine is in the network that it changed to, and the other one is whole. */
  async settle(from: Network): Promise<void> {
    await inside(...left(from));
    await ip(['-batch', '-'], [`link set ${bridge(from)} up`, route(from)]);
  }

  async close(): Promise<void> {
    await takeDown();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const route = (net: Network) => `route replace ${RANGE[net]} dev ${bridge(net)} src ${SERVER}`;
const joined = (net: Network) => [
  `link set ${device(net)} up`,
  `addr replace ${MACHINE[net]}/24 dev ${device(net)}`,
  `route replace default dev ${device(net)} table ${TABLE[net]}`,
];
const leading = (net: Network) => [`route replace default dev ${device(net)} src ${MACHINE[net]}`];
/** Addresses and routes of a device go with it, as when a cable is pulled out and the system has seen it. */
const left = (net: Network) => [`link set ${device(net)} down`, `addr flush dev ${device(net)}`];

/** Each is tried whatever becomes of the others: none of them may be there. */
async function takeDown(): Promise<void> {
  const orders = [
    ...NETWORKS.flatMap(net => [
      ['link', 'del', port(net)],
      ['link', 'del', keeper(net)],
      ['link', 'del', bridge(net)],
    ]),
    ['addr', 'del', `${SERVER}/32`, 'dev', 'lo'],
    ['netns', 'del', NAMESPACE],
  ];
  for (const order of orders) await ip(order).catch(() => undefined);
}

function inside(...orders: string[]): Promise<void> {
  return ip(['-n', NAMESPACE, '-batch', '-'], orders);
}

/** `batch`: orders that it reads, one a line. */
function ip(args: readonly string[], batch: readonly string[] = []): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn('ip', args, { stdio: ['pipe', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint += text;
    });
    child.on('error', fail);
    child.on('close', code => {
      if (code === 0) done();
      else fail(new Error(`ip ${args.join(' ')}: ${complaint.trim()}`));
    });
    // One that ends before it has read anything says why itself.
    child.stdin.on('error', () => undefined);
    child.stdin.end(batch.map(order => `${order}\n`).join(''));
  });
}
