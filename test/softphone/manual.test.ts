import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  GUIDES,
  type Guide,
  LANGUAGES,
  namedOtherwise,
  readGuide,
  sourceOf,
} from '../../softphone/manual/guides.ts';
import { guideHtml } from '../../softphone/manual/html.ts';
import { guidePdf } from '../../softphone/manual/pdf.ts';
import { guideOf, manualPlace } from '../../softphone/state/manual-place.ts';
import { MANUAL_TOPICS, topicPlace } from '../../softphone/state/manual-topics.ts';
import { FLOOR_PATHS } from '../../softphone/state/route.ts';
import { newScreen, react, type Screen } from '../../softphone/state/screen.ts';
import type { Role } from '../../src/agents/events.ts';
import { CSV_HEAD } from '../../src/audit/csv.ts';
import { readSettings } from '../../src/config.ts';
import { readStopWait, STOP_WAIT_VARIABLE } from '../../src/launcher/stop-wait.ts';
import { PLAIN, SECRETS } from '../../src/launcher/variables.ts';
import { NOON, WHO } from './pictures.ts';

const PICTURES = join(import.meta.dirname, '../../softphone/manual/pictures');
/** What the fonts of the PDF write (WinAnsi), of what is above Latin-1. */
const BEYOND_LATIN = '€‚„…‘’“”•–—™';

const guides: Guide[] = [];
beforeAll(() => {
  // Who names a word or a key that is not there fails here.
  for (const language of LANGUAGES) for (const name of GUIDES) guides.push(readGuide(name, language));
});
const guide = (name: string, language: string) =>
  guides.find(one => one.name === name && one.language === language);
/** A part of a guide's text, with its heading, up to the next one as high. */
const partOf = (text: string, id: string): string =>
  text.split(/^(?=## )/m).find(part => part.split('\n')[0]?.endsWith(`{#${id}}`)) ?? '';

describe('the manual', () => {
  test.each(GUIDES)('has the same parts and pictures in both languages: %s', name => {
    const [es, en] = [guide(name, 'es'), guide(name, 'en')];
    const parts = es?.headings.map(({ id, depth }) => [id, depth]) ?? [];
    expect(parts.length).toBeGreaterThan(4);
    expect(en?.headings.map(({ id, depth }) => [id, depth])).toEqual(parts);
    expect(en?.pictures).toEqual(es?.pictures);
    const ids = parts.map(([id]) => id);
    expect(ids).not.toContain('');
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('shows no picture that is not there, and none is there for nothing', () => {
    for (const language of LANGUAGES) {
      const named = guides.filter(one => one.language === language).flatMap(({ pictures }) => pictures);
      const there = readdirSync(join(PICTURES, language));
      expect(there.sort()).toEqual(named.flatMap(name => [`${name}-dark.webp`, `${name}.jpg`]).sort());
      for (const file of there)
        expect(statSync(join(PICTURES, language, file)).size).toBeLessThanOrEqual(80_000);
    }
  });

  test('names what a page shows by reference alone, so that it is what the page says', () => {
    for (const language of LANGUAGES)
      for (const name of GUIDES)
        expect([name, language, ...namedOtherwise(sourceOf(name, language))]).toEqual([name, language]);
    expect(
      namedOtherwise('**{{call.hold}}** ({{key:hold}}), the **?**, `⌨1`, “{{banner.linkAway}}”'),
    ).toEqual([]);
    expect(namedOtherwise('Press **Hold**, “Save”, «Guardar» or `⌨F4`, not **{{key:hold}}**.')).toEqual([
      '**Hold**',
      '“Save”',
      '«Guardar»',
      '**{{key:hold}}**',
      '`⌨F4`',
    ]);
  });

  test('shows each picture in the reader’s scheme, and the light one on paper', () => {
    for (const one of guides) {
      const html = guideHtml(one);
      for (const name of one.pictures) {
        const at = `/manual/pictures/${one.language}/${name}`;
        expect(html).toContain(
          `<picture><source media="screen and (prefers-color-scheme: dark)" srcset="${at}-dark.webp"><img src="${at}.jpg"`,
        );
      }
    }
  });

  test.each(LANGUAGES)(
    'tells the installer only of settings, services and volumes that there are (%s)',
    language => {
      const text = sourceOf('installer', language);
      const compose = readFileSync(join(PICTURES, '../../../docker-compose.yml'), 'utf8');
      const { services, volumes } = parse(compose, { merge: true });
      // Docker hands over what its file names; without it the launcher reads all that our processes know.
      const dockers = text.replace(partOf(text, 'service'), '').replace(partOf(text, 'try'), '');
      for (const [variable] of dockers.matchAll(/\bCAUCE_[A-Z_]+/g))
        expect(compose).toContain(`\${${variable}:-`);
      for (const [variable] of partOf(text, 'service').matchAll(/\bCAUCE_[A-Z_]+/g))
        if (variable !== 'CAUCE_TLS_FOLDER')
          expect({ [STOP_WAIT_VARIABLE]: '', ...PLAIN, ...SECRETS }).toHaveProperty(variable);
      for (const [, service = ''] of text.matchAll(/docker compose (?:exec|logs|restart) ([a-z]+)/g))
        expect(Object.keys(services)).toContain(service);
      const [, copied = ''] = /for v in ([a-z -]+);/.exec(text) ?? [];
      expect(copied.split(' ').length).toBe(5);
      for (const volume of copied.split(' ')) expect(Object.keys(volumes)).toContain(volume);
      // The example is one that starts.
      const [, example = ''] = /```\n(CAUCE_DEMO=0\n[^`]*)```/.exec(text) ?? [];
      const settings = Object.fromEntries(
        example
          .trim()
          .split('\n')
          .map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
      );
      const file = join(PICTURES, '..', 'guides.ts');
      const read = readSettings({ ...settings, CAUCE_TLS_CERT: file, CAUCE_TLS_KEY: file });
      expect(read).toMatchObject({
        demo: false,
        bind: '0.0.0.0',
        mediaAddress: '203.0.113.10',
        country: 'VE',
      });
      expect(read.trunk).not.toBeNull();
    },
  );

  test('gives a unit of systemd that starts us, and tells nobody else to stop', () => {
    const [es, en] = LANGUAGES.map(
      language => /^\[Unit\]\n[^`]*/m.exec(sourceOf('installer', language))?.[0],
    );
    expect(es).toBeDefined();
    expect(en).toBe(es);
    const lines = es?.split('\n') ?? [];
    const [, program = ''] = /^ExecStart=\/usr\/bin\/env node (\S+) start$/m.exec(es ?? '') ?? [];
    expect(existsSync(join(PICTURES, '../../..', program))).toBe(true);
    // The others are stopped by the launcher, in their order, and live on when it dies.
    expect(lines).toContain('KillMode=process');
    expect(lines).toContain('Restart=on-failure');
    // A stop waits for the calls in progress; systemd must not end it before.
    const [, patience = ''] = /^TimeoutStopSec=(\d+)$/m.exec(es ?? '') ?? [];
    expect(Number(patience)).toBeGreaterThan(readStopWait({}) + 60);
  });

  test.each(LANGUAGES)('says what each column of the audit log is (%s)', language => {
    const rows = partOf(sourceOf('admin', language), 'audit')
      .split('\n')
      .filter(row => row.startsWith('| `'));
    const columns = rows.flatMap(row =>
      [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, name]) => name),
    );
    expect(columns).toEqual([...CSV_HEAD.matchAll(/\w+/g)].map(([name]) => name));
  });

  test('is a page without scripts whose links lead somewhere', () => {
    for (const one of guides) {
      const html = guideHtml(one);
      expect(html).not.toMatch(/<script|\son\w+=|style=/);
      expect(html).not.toContain('{{');
      for (const [, id] of html.matchAll(/href="#([^"]*)"/g)) expect(html).toContain(`id="${id}"`);
      for (const [, file = ''] of html.matchAll(/href="\/manual\/([^"]+)\.html"/g))
        expect(existsSync(join(PICTURES, '..', `${file}.md`))).toBe(true);
    }
  });

  test('is a PDF whose fonts have each of its characters', async () => {
    for (const one of guides) {
      const text = guideHtml(one).replace(/<[^>]*>/g, '');
      const others = [...text].filter(each => each > '\u00ff' && !BEYOND_LATIN.includes(each));
      expect([one.name, one.language, ...others]).toEqual([one.name, one.language]);
      const pdf = await guidePdf(one, name => join(PICTURES, one.language, `${name}.jpg`));
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      expect(pdf.length).toBeGreaterThan(5_000);
    }
  });
});

describe('the part of the manual for where one is', () => {
  const at = (role: Role, level: number, link: 'up' | 'away' = 'up'): Screen => {
    const who = { ...WHO, person: { ...WHO.person, role, level, telephone: role === 'agent' } };
    return react(newScreen(who, NOON), { kind: 'link', up: link === 'up' });
  };
  const PATHS = [
    ...['/agent', '/tickets', '/customers', '/admin', '/audit', '/crew'],
    ...Object.values(FLOOR_PATHS),
  ];
  const screens = [
    at('agent', 1),
    at('agent', 2),
    at('agent', 1, 'away'),
    at('supervisor', 1),
    at('admin', 1),
  ];

  test('is there', () => {
    const places = screens.flatMap(screen => PATHS.map(path => manualPlace(path, screen)));
    for (const { guide: name, part } of places)
      expect(guide(name, 'es')?.headings.map(({ id }) => id)).toContain(part);
    // Those of a call, of its sound and of the telephone.
    for (const part of [
      'answer',
      'dial',
      'hold',
      'keypad',
      'lines',
      'call-waiting',
      'consult',
      'wrap-up',
      'contacts',
      'customer',
      'trouble-sound',
      'trouble-phone',
      'trouble-elsewhere',
    ])
      expect(guide('agent', 'es')?.headings.map(({ id }) => id)).toContain(part);
    expect(guide('supervisor', 'es')?.headings.map(({ id }) => id)).toContain('listen');
  });

  test.each(MANUAL_TOPICS)('is there for a window about %s, whoever opens it', topic => {
    for (const { who } of screens) {
      const { guide: name, part } = topicPlace(topic, who.person);
      for (const language of LANGUAGES)
        expect(guide(name, language)?.headings.map(({ id }) => id)).toContain(part);
    }
  });

  test('is that of what lies open beside the page', () => {
    const open = { open: true, save: null };
    const agent = at('agent', 1);
    expect(manualPlace('/agent', { ...agent, contacts: open }).part).toBe('contacts');
    expect(manualPlace('/tickets', { ...agent, beside: 'k1' })).toEqual({ guide: 'agent', part: 'customer' });
    expect(manualPlace('/tickets', { ...at('agent', 2), beside: 'k1' }).guide).toBe('analyst');
  });

  test('is that of the page', () => {
    expect(manualPlace('/supervisor', at('supervisor', 1))).toEqual({ guide: 'supervisor', part: 'floor' });
    for (const [path, part] of [
      ['/supervisor/figures', 'figures'],
      ['/supervisor/recordings', 'recordings'],
      ['/supervisor/listens', 'listens'],
      ['/supervisor/notices', 'notices'],
      ['/supervisor/scheduled', 'overdue'],
      ['/supervisor/figures/', 'figures'],
      ['/supervisor/nothing', 'floor'],
    ] as const)
      expect(manualPlace(path, at('supervisor', 1))).toEqual({ guide: 'supervisor', part });
    expect([1, 2].map(level => guideOf({ role: 'agent', level, telephone: true }))).toEqual([
      'agent',
      'analyst',
    ]);
    expect(manualPlace('/tickets', at('agent', 2))).toEqual({ guide: 'analyst', part: 'queue' });
    expect(manualPlace('/agent', at('agent', 1, 'away'))).toEqual({ guide: 'agent', part: 'trouble-link' });
  });
});
