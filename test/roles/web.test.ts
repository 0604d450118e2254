import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { WebConfig } from '../../src/config.ts';
import { makeLog } from '../../src/kit/log.ts';
import { freePort } from '../../src/launcher/ports.ts';
import { runWeb } from '../../src/roles/web.ts';

/** A configuration whose every part is away: nobody listens on the ports it names. */
async function allAway(): Promise<WebConfig> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cauce-web-role-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const closed = await freePort();
  return {
    nodeName: 'cauce1',
    dataDir,
    appDir: process.cwd(),
    bind: '127.0.0.1',
    httpPort: await freePort(),
    publicHost: 'localhost',
    publicPort: null,
    tls: null,
    sipPort: 5060,
    rtpPorts: [10_000, 10_999],
    mediaAddress: '127.0.0.1',
    turn: null,
    crm: null,
    trustedProxies: [],
    metricsToken: null,
    country: 'VE',
    timezone: 'America/Caracas',
    demo: true,
    webCalls: true,
    flowsDir: 'ivr-flows',
    promptsDir: 'ivr-flows/prompts/es',
    softphoneDir: dataDir,
    journalDir: join(dataDir, 'journal'),
    recordingsDir: join(dataDir, 'recordings'),
    logLevel: 'silent',
    testClock: null,
    serverKey: Buffer.alloc(32),
    asteriskAddress: `http://127.0.0.1:${closed}`,
    databaseUrl: `postgresql://cauce@127.0.0.1:${closed}/cauce`,
    redisUrl: `redis://127.0.0.1:${closed}`,
    innerUrl: `unix:${join(dataDir, 'calls.sock')}`,
  };
}

test('the web starts, answers and stops while every other part is away', async () => {
  const config = await allAway();
  const role = await runWeb(config, makeLog('web', 'silent'));
  const address = `http://127.0.0.1:${config.httpPort}`;
  const ready = join(config.dataDir, 'run', 'web.ready');
  expect(existsSync(ready)).toBe(true);

  const health = await fetch(`${address}/health/ready`);
  expect(health.status).toBe(503);
  expect(await health.json()).toEqual({
    ready: false,
    components: { database: 'away', redis: 'away', calls: 'away', asterisk: 'away' },
  });
  const logIn = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'agente1', password: 'whatever-it-is' }),
  });
  expect(logIn.status).toBe(503);
  expect(await logIn.json()).toMatchObject({ code: 'store-away' });

  await role.stop();
  expect(existsSync(ready)).toBe(false);
  await expect(fetch(`${address}/health/live`)).rejects.toThrow();
});

test('a taken port is named with the variable that changes it', async () => {
  const config = await allAway();
  const first = await runWeb(config, makeLog('web', 'silent'));
  onTestFinished(() => first.stop());
  await expect(runWeb(config, makeLog('web', 'silent'))).rejects.toThrow(
    new RegExp(`${config.httpPort}.*CAUCE_HTTP_PORT`),
  );
  // The one that runs is not disturbed by the one that could not.
  expect(existsSync(join(config.dataDir, 'run', 'web.ready'))).toBe(true);
  expect((await fetch(`http://127.0.0.1:${config.httpPort}/health/live`)).status).toBe(200);
});
