import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCommand } from '../../src/launcher/compose-check/command-line.ts';
import { OLDEST_COMPOSE, readsOurFile } from '../../src/launcher/compose-check/compose.ts';
import { type Inspected, progressOf, unlocked } from '../../src/launcher/compose-check/containers.ts';
import { overrideOf } from '../../src/launcher/compose-check/override.ts';

const LOCKED: Inspected['HostConfig'] = {
  Memory: 805_306_368,
  NanoCpus: 1_000_000_000,
  PidsLimit: 512,
  ReadonlyRootfs: true,
  Privileged: false,
  CapDrop: ['ALL'],
  SecurityOpt: ['no-new-privileges:true'],
};

function container(service: string, state: Partial<Inspected['State']>, host = {}, restarts = 0): Inspected {
  return {
    Config: { Labels: { 'com.docker.compose.service': service } },
    State: { Status: 'running', ExitCode: 0, ...state },
    RestartCount: restarts,
    HostConfig: { ...LOCKED, ...host },
  };
}

const healthy = { Health: { Status: 'healthy' } };
const done = container('init', { Status: 'exited' });

describe('npm run compose:check', () => {
  test('reads base images, images of services and the network of the build', () => {
    const words =
      '--build-arg NODE_IMAGE=n:1 --build-arg X=y=z --image valkey=v:9 --build-network host --keep';
    expect(readCommand(words.split(' '))).toEqual({
      buildArgs: { NODE_IMAGE: 'n:1', X: 'y=z' },
      images: { valkey: 'v:9' },
      buildNetwork: 'host',
      keep: true,
    });
    expect(readCommand(['--help'])).toBeNull();
  });

  test.each([
    ['--build-arg NODE_IMAGE', '--build-arg'],
    ['--image redis=redis:8', 'postgres, valkey'],
    ['--imagen x', '--imagen'],
    ['up', 'up'],
  ])('refuses "%s" and says what is wrong', (words, said) => {
    expect(() => readCommand(words.split(' '))).toThrow(said);
  });

  test('gives what it builds names of its own and changes no other image unasked', () => {
    const services = ['init', 'asterisk', 'calls', 'postgres', 'valkey'];
    const wish = { buildArgs: { NODE_IMAGE: 'n:1' }, images: { valkey: 'v:9' }, buildNetwork: 'host' };
    const build = { args: { NODE_IMAGE: 'n:1' }, network: 'host' };
    expect(JSON.parse(overrideOf(services, wish))).toEqual({
      services: {
        init: { image: 'cauce-init:compose-check', build },
        asterisk: { image: 'cauce-asterisk:compose-check', build },
        calls: { image: 'cauce-app:compose-check', build },
        valkey: { image: 'v:9' },
      },
    });
  });
});

describe('the Compose of the machine', () => {
  test.each(['1.29.2', '1.30', '2.2.3', '2.16.0', 'v2.16.9', 'unknown', '', 'Docker version 28.2.2'])(
    '"%s" cannot read the compose file',
    version => expect(readsOurFile(version)).toBe(false),
  );

  test.each(['2.17.0', 'v2.17.0', '2.26.1-4', '2.40.3-3\n', '3.0.0', '5.1.2'])('"%s" can', version =>
    expect(readsOurFile(version)).toBe(true),
  );

  test('the README says which one is needed', () => {
    const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');
    expect(readme).toContain(`Compose desde ${OLDEST_COMPOSE.join('.')}`);
  });
});

describe('the start of the containers', () => {
  const expected = ['init', 'web', 'calls'];

  test('is over when who runs once has ended well and all others are healthy', () => {
    expect(progressOf(expected, [done, container('web', healthy), container('calls', healthy)])).toEqual({
      is: 'healthy',
    });
  });

  test('is awaited while one is not there, not healthy yet, or runs once and has not ended', () => {
    const starting = container('web', { Health: { Status: 'starting' } });
    expect(progressOf(expected, [container('init', {}), starting])).toEqual({ is: 'waiting', for: expected });
  });

  test.each([
    ['ended with 1', container('init', { Status: 'exited', ExitCode: 1 })],
    ['unhealthy', container('init', { Health: { Status: 'unhealthy' } })],
    ['ended', container('init', { ...healthy, Status: 'exited' })],
    ['ended and was started again 2 times', container('init', healthy, {}, 2)],
  ])('has failed when one is "%s"', (why, failing) => {
    expect(progressOf(expected, [failing])).toEqual({ is: 'failed', service: 'init', why });
  });

  test('what Docker did not take over of the locks is told', () => {
    expect(unlocked([done])).toEqual([]);
    const open = { Memory: 0, NanoCpus: 0, PidsLimit: null, ReadonlyRootfs: false, Privileged: true };
    expect(unlocked([container('web', healthy, { ...open, CapDrop: null, SecurityOpt: null })])).toEqual([
      'web has no limit of memory',
      'web has no limit of processor',
      'web has no limit of processes',
      'web may write in its image',
      'web is privileged',
      'web keeps capabilities',
      'web may gain privileges',
    ]);
  });
});
