import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CONNECTIONS_PER_ADDRESS } from '../../src/http/connections.ts';
import { type CentreWorld, startCentre } from './centre.ts';

let centre: CentreWorld;
const open = new Set<Socket>();
beforeAll(async () => {
  centre = await startCentre();
});
afterAll(async () => {
  for (const socket of open) socket.destroy();
  await centre?.stop();
});

function dial(from: string, begins: string): Socket {
  const { port } = new URL(centre.webUrl);
  const socket = connect({ port: Number(port), host: '127.0.0.1', localAddress: from });
  open.add(socket);
  socket.on('error', () => undefined);
  socket.once('close', () => open.delete(socket));
  socket.resume();
  if (begins !== '') socket.write(begins);
  return socket;
}

const head = (line: string, ...headers: string[]): string =>
  [
    line,
    `Host: ${new URL(centre.webUrl).host}`,
    `Origin: ${new URL(centre.webUrl).origin}`,
    ...headers,
    '',
  ].join('\r\n');

describe('clients that are slow on purpose', () => {
  test('are cut off, whatever they have not finished, and others are served meanwhile', async () => {
    const post = ['POST /api/v1/session HTTP/1.1', 'Content-Type: application/json'] as const;
    const kinds: Record<string, [begins: string, goesOn: string]> = {
      'who says nothing': ['', ''],
      'half a line': ['GET /health/li', 'v'],
      'headers without end': [head('GET /health/live HTTP/1.1'), 'X-More: 1\r\n'],
      'an upgrade without end': [
        head('GET /live HTTP/1.1', 'Connection: Upgrade', 'Upgrade: websocket'),
        'X-More: 1\r\n',
      ],
      'half a body': [`${head(post[0], post[1], 'Content-Length: 60000')}\r\n{"username":"`, 'a'],
      'pieces of a body': [
        `${head(post[0], post[1], 'Transfer-Encoding: chunked')}\r\n1\r\n{\r\n`,
        '1\r\n \r\n',
      ],
    };
    const ends = Object.values(kinds).flatMap(([begins, goesOn]) =>
      Array.from({ length: 40 }, async () => {
        const socket = dial('127.0.0.5', begins);
        const drip = setInterval(() => socket.write(goesOn), 1_000);
        // One that was written to as it was cut ends with an error.
        await new Promise(resolve => socket.once('close', resolve));
        clearInterval(drip);
      }),
    );
    const desk = await centre.logIn('supervisor');
    expect(desk).toBeDefined();
    // The test ends when each of them was cut.
    await Promise.all(ends);
    expect(open.size).toBe(0);
    expect((await fetch(`${centre.webUrl}/health/ready`)).status).toBe(200);
  });

  test('keep no connection from others: one address has so many and no more', async () => {
    let cut = 0;
    await new Promise<void>(done => {
      const saysNothing = (): void => {
        const socket = dial('127.0.0.6', '');
        socket.once('close', () => {
          if (cut === 50) return;
          // Who was only too slow is told so before: on a busy machine that makes room, and the next one takes it.
          if (socket.bytesRead > 0) return saysNothing();
          cut += 1;
          if (cut === 50) done();
        });
      };
      // Beside the 50: those on their way to a busy server are not there yet.
      for (let count = 0; count < CONNECTIONS_PER_ADDRESS + 500; count += 1) saysNothing();
    });
    expect((await fetch(`${centre.webUrl}/health/ready`)).status).toBe(200);
  });
});
