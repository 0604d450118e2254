import { createSocket, type Socket } from 'node:dgram';
import { lookup, promises } from 'node:dns';
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

/**
 * The address of this machine from which another one is reached. Nothing is sent: connecting a UDP
 * socket only asks the system for its route.
 */
export async function addressTowards(to: UdpAddress): Promise<string> {
  const { address } = await promises.lookup(to.host);
  const socket = createSocket(isIP(address) === 6 ? 'udp6' : 'udp4');
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.connect(to.port, address, resolve);
  });
  const own = socket.address().address;
  socket.close();
  return own;
}
