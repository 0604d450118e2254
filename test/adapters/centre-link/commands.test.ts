import { afterEach, expect, test } from 'vitest';
import { openCentreLink } from '../../../src/adapters/centre-link/client.ts';
import { IdempotentCommands, KEEP_MS } from '../../../src/adapters/centre-link/idempotent-commands.ts';
import { type ServedSocket, serveSockets } from '../../../src/adapters/sockets/socket-server.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { makeLog } from '../../../src/kit/log.ts';
import { freePort } from '../../../src/launcher/ports.ts';
import { fakeClock } from '../../kit/fake-clock.ts';
import { waitUntil } from '../../kit/wait-until.ts';

let open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open) await one.close();
  open = [];
});

test('a command is remembered for a minute, also while it is still at work', async () => {
  const clock = fakeClock();
  const remembered = new IdempotentCommands(clock);
  let times = 0;
  const carryOut = async () => {
    times += 1;
    return { ok: true } as const;
  };
  await Promise.all([remembered.once('k1', carryOut), remembered.once('k1', carryOut)]);
  clock.advance(KEEP_MS - 1);
  await remembered.once('k1', carryOut);
  expect(times).toBe(1);
  clock.advance(1);
  await remembered.once('k1', carryOut);
  expect(times).toBe(2);
});

test('a change with a hole before it makes the client ask for everything again', async () => {
  const port = await freePort();
  const sockets: ServedSocket[] = [];
  const picture = { agents: [], calls: [], queues: [], alarms: [] };
  const server = await serveSockets({
    address: { kind: 'tcp', host: '127.0.0.1', port },
    clock: systemClock(),
    admits: () => true,
    joined(socket) {
      sockets.push(socket);
      socket.send(JSON.stringify({ kind: 'snapshot', seq: 4, picture }));
    },
    message() {},
    left() {},
  });
  const link = openCentreLink({
    url: `tcp://token@127.0.0.1:${port}`,
    clock: systemClock(),
    log: makeLog('test', 'silent'),
  });
  open = [link, server];
  const updates: string[] = [];
  link.watch(one => updates.push(one.kind));
  await waitUntil(() => link.connected(), { what: 'the link stands' });
  sockets[0]?.send(JSON.stringify({ kind: 'change', change: { seq: 6, put: {}, gone: {} } }));
  await waitUntil(() => sockets.length === 2 && link.connected(), { what: 'it has come again' });
  expect(updates).toEqual(['snapshot', 'away', 'snapshot']);
});
