import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { CONNECTIONS_MAX, limitConnections } from '../../src/http/connections.ts';
import { makeLog } from '../../src/kit/log.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { webWorld } from './web-world.ts';

const open: Socket[] = [];
afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});

async function limited(perAddress: number, proxies: readonly string[] = []) {
  const server = createServer((_request, response) => response.end('here'));
  const trusts = (address: string) => proxies.includes(address);
  limitConnections(server, { trusts, clock: fakeClock(), log: makeLog('test', 'silent') }, perAddress);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    /** The first word of the answer; '' for a connection that was cut. */
    async ask(from: string): Promise<string> {
      const socket = connect({ port, host: '127.0.0.1', localAddress: from });
      open.push(socket);
      let heard = '';
      socket.on('data', bytes => {
        heard += bytes;
      });
      socket.on('error', () => undefined);
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
      await Promise.race([once(socket, 'data'), once(socket, 'close')]);
      return heard.slice(0, 8);
    },
    [Symbol.asyncDispose]: async () => {
      for (const socket of open) socket.destroy();
      await new Promise(done => server.close(done));
    },
  };
}

describe('connections of one address', () => {
  test('are so many, and those of others are taken', async () => {
    await using server = await limited(3);
    for (let n = 0; n < 3; n += 1) expect(await server.ask('127.0.0.8')).toBe('HTTP/1.1');
    expect(await server.ask('127.0.0.8')).toBe('');
    expect(await server.ask('127.0.0.9')).toBe('HTTP/1.1');
  });

  test('are taken again when others of it have ended', async () => {
    await using server = await limited(1);
    expect(await server.ask('127.0.0.8')).toBe('HTTP/1.1');
    expect(await server.ask('127.0.0.8')).toBe('');
    open[0]?.destroy();
    await expect.poll(() => server.ask('127.0.0.8')).toBe('HTTP/1.1');
  });

  test('are not counted together where it is a proxy of ours', async () => {
    await using server = await limited(1, ['127.0.0.8']);
    for (let n = 0; n < 5; n += 1) expect(await server.ask('127.0.0.8')).toBe('HTTP/1.1');
  });
});

test('all connections together leave the process files to work with', async () => {
  const { web } = await webWorld();
  const { open_files: files } = (
    process.report.getReport() as unknown as { userLimits: { open_files: { soft: number | string } } }
  ).userLimits;
  const most = files.soft === 'unlimited' ? CONNECTIONS_MAX : Math.floor(Number(files.soft) * 0.75);
  expect(web.app.server.maxConnections).toBe(Math.min(CONNECTIONS_MAX, most));
});
