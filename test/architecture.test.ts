import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findCycle, importsOf, type SourceImport, sourceFiles } from './kit/source-imports.ts';

/** The rooms in the order of the customer's road: a file imports from its own room or from one before it. */
const ROOMS = [
  'kit',
  'config',
  'audit',
  'customers',
  'contacts',
  'ivr',
  'agents',
  'rights',
  'credentials',
  'queues',
  'outgoing',
  'calls',
  'recordings',
  'tickets',
  'scheduled-calls',
  'campaigns',
  'supervision',
  'figures',
  'notices',
  'adapters',
  'http',
  'live',
  'sip-phone',
  'launcher',
  'roles',
  'main',
];

const TOP_LEVEL = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'src',
  'softphone',
  'ivr-flows',
  'asterisk-config',
  'test',
  'docker-compose.yml',
  'README.md',
  'LICENSE',
  'NOTICE',
  'node_modules',
  'data',
];

/** A package that more than one folder may import, and why. */
const SHARED_PACKAGES: Readonly<Record<string, string>> = {
  zod: 'shapes at the edges of several rooms: flows, requests, messages',
  ws: 'one folder for our own sockets; live speaks to the pages on the server that it is handed',
};

/** Words of SIP and of Asterisk's channels: only `adapters/asterisk` makes them and reads them (design decision 25). */
const SIGNALLING_WORDS = /PJSIP|\bSIP\b|\bsips?:|sipCause|Q\.850|@trunk/;

/** The URIs by which Asterisk plays something, its reasons to hang up and the states of its channels. */
const MEDIA_WORDS =
  /\b(?:sound|digits|number|characters|recording|tone):\S|\bcongestion\b|\bno_answer\b|\banswered_elsewhere\b|'(?:normal|unallocated|Up|Down|Ring|Ringing)'/;

/** The rooms that deal with calls and know no such word. */
const ROOMS_OF_CALLS = [
  'ivr',
  'agents',
  'queues',
  'outgoing',
  'calls',
  'recordings',
  'tickets',
  'supervision',
];

/** Those that know none of the latter: all but the adapters, a telephone and the launcher, which writes Asterisk's files. */
const ROOMS_WITHOUT_MEDIA = ROOMS.filter(room => !['adapters', 'sip-phone', 'launcher'].includes(room));

/** Files of these rooms that may name them, and why. */
const NAMES_SIGNALLING: Readonly<Record<string, string>> = {
  'src/agents/sip-account.ts': 'the user and password with which a telephone logs in are derived here',
};
const NAMES_MEDIA: Readonly<Record<string, string>> = {
  'src/calls/stored-media.ts': 'reads calls that were written when these words were stored with them',
};

const README_LINES = 40;

const checkout = join(import.meta.dirname, '..');
const files = sourceFiles(checkout, 'src');
const imports = files.flatMap(file => importsOf(checkout, file));
const pageImports = sourceFiles(checkout, 'softphone').flatMap(file => importsOf(checkout, file));

describe('the rooms of src', () => {
  test('are read: hundreds of imports are found', () => {
    expect(imports.length).toBeGreaterThan(500);
    expect(pageImports.length).toBeGreaterThan(100);
  });

  test('each file lies in a room that the design names', () => {
    expect([...new Set(files.map(roomOf))].filter(room => !ROOMS.includes(room))).toEqual([]);
  });

  test('a file imports at run time only from its own room or an earlier one', () => {
    expect(told(imports.filter(entry => entry.isRuntime && isUphill(entry)))).toEqual([]);
  });

  test('of a later room only the events are known, and only as types', () => {
    const uphill = imports.filter(entry => !entry.isRuntime && isUphill(entry));
    expect(told(uphill.filter(entry => !entry.to.endsWith('/events.ts')))).toEqual([]);
  });

  test('only the composition roots know the adapters', () => {
    const known = imports.filter(
      entry =>
        entry.kind === 'file' &&
        roomOf(entry.to) === 'adapters' &&
        !['adapters', 'roles', 'main'].includes(roomOf(entry.from)),
    );
    expect(told(known)).toEqual([]);
  });

  test.each([
    ['SIP', SIGNALLING_WORDS, ROOMS_OF_CALLS, NAMES_SIGNALLING],
    ['what Asterisk plays and why it hangs up', MEDIA_WORDS, ROOMS_WITHOUT_MEDIA, NAMES_MEDIA],
  ])('the rooms that deal with calls know no word of %s', (_, words, rooms, exempt) => {
    const named = files.filter(file => rooms.includes(roomOf(file)) && words.test(textOf(file)));
    expect(named.filter(file => !(file in exempt))).toEqual([]);
    expect(Object.keys(exempt).filter(file => !named.includes(file))).toEqual([]);
  });

  test.each(['sound:cauce/menu', 'digits:626', "hangUp(channel, 'normal')", "state === 'Up'"])(
    'such a word is %s',
    text => {
      expect(text).toMatch(MEDIA_WORDS);
    },
  );

  test('no files import each other in a ring', () => {
    expect(findCycle(imports)).toBeNull();
  });
});

describe('packages that others wrote', () => {
  test('each is imported at run time in one folder', () => {
    expect(scattered().filter(({ name }) => !(name in SHARED_PACKAGES))).toEqual([]);
  });

  test('each adapter imports the packages that the README of the adapters names, and no other', () => {
    const readme = readFileSync(join(checkout, 'src/adapters/README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([a-z-]+)\/` *\|[^|]*\|([^|]*)\|$/gm)];
    const named = rows.map(([, folder, packages = '']) => [
      folder,
      [...packages.matchAll(/`([^`]+)`/g)].map(([, name]) => name).filter(name => !name?.startsWith('node:')),
    ]);
    const folders = [...new Set(files.map(folderOf).filter(folder => folder.startsWith('src/adapters/')))];
    const imported = folders.map(folder => [
      folder.split('/')[2],
      [
        ...new Set(
          imports
            .filter(
              ({ from, kind, isRuntime }) => kind === 'package' && isRuntime && folderOf(from) === folder,
            )
            .map(({ to }) => to),
        ),
      ],
    ]);
    expect(new Map(imported as [string, string[]][])).toEqual(new Map(named as [string, string[]][]));
  });

  test('each exemption from that is still needed', () => {
    const needed = scattered().map(({ name }) => name);
    expect(Object.keys(SHARED_PACKAGES).filter(name => !needed.includes(name))).toEqual([]);
  });

  test.each([
    ['sip.js', 'softphone/phone'],
    ['wouter', 'softphone/views'],
  ])('the softphone knows %s in one folder', (name, folder) => {
    const places = pageImports.filter(entry => entry.to === name).map(entry => folderOf(entry.from));
    expect([...new Set(places)]).toEqual([folder]);
  });

  test('rules stay pure: no room of the trade imports a machine', () => {
    const machines = ['pg', 'ioredis', 'bullmq', 'ws', 'fastify', 'sip.js'];
    const trade = ROOMS.slice(ROOMS.indexOf('customers'), ROOMS.indexOf('adapters'));
    const found = imports.filter(({ from, to }) => machines.includes(to) && trade.includes(roomOf(from)));
    expect(told(found)).toEqual([]);
  });
});

describe('the softphone', () => {
  /** Rules that both sides follow. */
  const SHARED = [
    'src/live/messages.ts',
    'src/agents/desk-keys.ts',
    'src/agents/events.ts',
    'src/agents/own-keys.ts',
    'src/contacts/contact.ts',
    'src/calls/voice/figures.ts',
    'src/customers/keyed.ts',
    'src/customers/shown-number.ts',
    'src/figures/as-text.ts',
    'src/figures/counts.ts',
    'src/figures/dictionary.ts',
    'src/figures/end-names.ts',
    'src/figures/groups.ts',
    'src/figures/metrics.ts',
    'src/kit/characters.ts',
    'src/kit/kinds.ts',
    'src/kit/searchable.ts',
    'src/kit/shown-name.ts',
    'src/queues/auto-answer.ts',
    'src/queues/thresholds.ts',
    'src/rights/capabilities.ts',
    'src/supervision/parts.ts',
    'src/supervision/picture-fold.ts',
    'src/tickets/customer-history.ts',
    'src/tickets/listed.ts',
    'src/tickets/texts.ts',
  ];

  test('imports of the server at run time only the messages, lists of kinds, the keys of the desk, when a voice is in trouble, who may do what, numbers as they are keyed and shown, what a contact is, the limits of texts, how texts are searched, names shown, the metric dictionary, what is answered by itself, when a queue is in trouble, pictures changed, who has a part in a call, tickets listed, the order of a customer’s past, and the rules of the IVR', () => {
    const found = pageImports.filter(
      ({ to, kind, isRuntime }) =>
        kind === 'file' &&
        isRuntime &&
        to.startsWith('src/') &&
        !SHARED.includes(to) &&
        !to.startsWith('src/ivr/'),
    );
    expect(told(found)).toEqual([]);
  });
});

describe('the launcher before npm', () => {
  test('the bootstrap needs nothing but Node', () => {
    const bootstrap = imports.filter(entry => /^src\/launcher\/bootstrap[./]/.test(entry.from));
    const foreign = bootstrap.filter(({ to, kind }) =>
      kind === 'file' ? !to.startsWith('src/launcher/bootstrap/') : kind !== 'node',
    );
    expect(bootstrap.length).toBeGreaterThan(0);
    expect(told(foreign)).toEqual([]);
  });
});

describe('the top level', () => {
  test('holds what the design lists and dotfiles, nothing else', () => {
    const found = readdirSync(checkout).filter(name => !name.startsWith('.') && !TOP_LEVEL.includes(name));
    expect(found).toEqual([]);
  });

  test('the README says where things are, and each place that it names is there', () => {
    const readme = readFileSync(join(checkout, 'README.md'), 'utf8');
    const house = /^## La casa$(.*?)^## /ms.exec(readme)?.[1] ?? '';
    const questions = house.split('\n').filter(line => /^\| [^|]+ \| \*[^|]+\* \|/.test(line));
    expect(questions.map(line => /\*([^*]+)\*/.exec(line)?.[1])).toEqual([
      'where…',
      'does a call arrive',
      'is it decided',
      'does a ticket begin',
      'who may see what',
      'is a clock set',
      'does a page hear of it',
      'a new command',
      'a new job',
      'a new page',
      'a new flow node',
      'a new setting',
    ]);
    const named = [...house.matchAll(/`([a-z-]+(?:\/[\w.-]+)*)`/g)].map(([, path]) => path ?? '');
    const places = named.filter(path => path.includes('/') || TOP_LEVEL.includes(path));
    for (const line of questions.slice(1)) expect(line).toMatch(/`[a-z-]+\/[\w./-]+`/);
    expect(places.length).toBeGreaterThan(40);
    expect(places.filter(path => !existsSync(join(checkout, path)))).toEqual([]);
  });

  test('has no barrels', () => {
    const all = [...files, ...sourceFiles(checkout, 'softphone')];
    expect(all.filter(file => /(^|\/)index\.tsx?$/.test(file))).toEqual([]);
  });

  test(`each room explains itself in at most ${README_LINES} lines`, () => {
    const rooms = [...new Set(files.filter(file => file.split('/').length > 2).map(roomOf))];
    const faults = rooms.filter(room => {
      const readme = join(checkout, 'src', room, 'README.md');
      return !existsSync(readme) || readFileSync(readme, 'utf8').trimEnd().split('\n').length > README_LINES;
    });
    expect(faults).toEqual([]);
  });
});

const textOf = (file: string): string => readFileSync(join(checkout, file), 'utf8');

/** `src/calls/phases/welcome.ts` is in calls; `src/config.ts` is a room of its own. */
function roomOf(file: string): string {
  return (file.split('/')[1] ?? '').replace(/\.ts$/, '');
}

/** Each adapter is a folder of its own; elsewhere the room counts. */
function folderOf(file: string): string {
  const depth = file.startsWith('src/adapters/') ? 3 : 2;
  return file.split('/').slice(0, depth).join('/');
}

/** Packages that more than one folder of the server imports at run time. */
function scattered(): { name: string; folders: string[] }[] {
  const folders = new Map<string, Set<string>>();
  for (const { from, to, kind, isRuntime } of imports) {
    if (kind === 'package' && isRuntime) folders.set(to, (folders.get(to) ?? new Set()).add(folderOf(from)));
  }
  return [...folders]
    .filter(([, places]) => places.size > 1)
    .map(([name, places]) => ({ name, folders: [...places] }));
}

function isUphill({ from, to, kind }: SourceImport): boolean {
  return kind === 'file' && ROOMS.indexOf(roomOf(to)) > ROOMS.indexOf(roomOf(from));
}

function sentence({ from, to }: SourceImport): string {
  return `${from} -> ${to}`;
}

function told(entries: readonly SourceImport[]): string[] {
  return [...new Set(entries.map(sentence))];
}
