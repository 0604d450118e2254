import { rmSync } from 'node:fs';
import { createServer } from 'node:http';

/**
 * Answers anybody who asks on a unix socket, and so shows that this process has not stopped in its tracks. `calls`
 * and the web have doors of their own for that. The answer closes it; without a path nothing is opened.
 */
export async function openPulseSocket(path: string | null): Promise<() => Promise<void>> {
  if (path === null) return async () => undefined;
  // The file of a dead worker; a living one would have been ended before this one was started.
  rmSync(path, { force: true });
  const server = createServer((_request, response) => response.writeHead(204).end());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  return () =>
    new Promise(resolve => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
}
