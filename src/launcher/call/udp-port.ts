import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { UdpAddress } from './sip-address.ts';

export interface UdpBuffers {
  readonly recvBufferSize?: number;
  readonly sendBufferSize?: number;
}

/**
 * Binds a UDP port (0 = any free one). Numeric addresses are used as they are: Node would otherwise
 * put every datagram off by one turn of the loop to look its own digits up.
 * Rejects with `EADDRINUSE` or `EADDRNOTAVAIL`.
 */
export async function bindUdp(address: UdpAddress, buffers: UdpBuffers = {}): Promise<Socket> {
  const socket = createSocket({
    ...buffers,
    type: isIP(address.host) === 6 ? 'udp6' : 'udp4',
    lookup(host, options, done) {
      const family = isIP(host);
      if (family === 0) lookup(host, options, done);
      else done(null, host, family);
    },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(address.port, address.host, () => {
      socket.off('error', reject);
      resolve();
    });
  });
  // An unreachable far end is no fault of a telephone: it learns of it by repetition and time-out.
  socket.on('error', () => undefined);
  return socket;
}
