import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked, type Token, type Tokens } from 'marked';
import { DESK_KEYS, type KeyName } from '../../src/agents/desk-keys.ts';
import { printed } from '../state/keys.ts';
import { accountWords } from '../words/account.ts';
import { adminWords } from '../words/admin.ts';
import { audioWords } from '../words/audio.ts';
import { auditWords } from '../words/audit.ts';
import { checkWords } from '../words/check.ts';
import { contactsWords } from '../words/contacts.ts';
import { customerWords } from '../words/customer.ts';
import { diagnosisWords } from '../words/diagnosis.ts';
import { en } from '../words/en.ts';
import { es } from '../words/es.ts';
import { figuresWords } from '../words/figures.ts';
import { filesWords } from '../words/files.ts';
import { floorWords } from '../words/floor.ts';
import type { Language } from '../words/language.ts';
import { noticeWords, sentNoticeWords } from '../words/notices.ts';
import type { OwnWords } from '../words/own-words.ts';
import { recordingsWords } from '../words/recordings.ts';
import { registrationWords } from '../words/registration.ts';
import { scheduledWords } from '../words/scheduled.ts';
import { shortcutsWords } from '../words/shortcuts.ts';
import { wallboardWords } from '../words/wallboard.ts';

/** For whom there is a guide; each is one file of Markdown in each language. */
export const GUIDES = ['agent', 'analyst', 'supervisor', 'admin', 'installer'] as const;
export type GuideName = (typeof GUIDES)[number];
export const LANGUAGES = ['es', 'en'] as const satisfies readonly Language[];

export interface Guide {
  readonly name: GuideName;
  readonly language: Language;
  readonly title: string;
  readonly tokens: readonly Token[];
  /** Its parts, in their order. */
  readonly headings: readonly Heading[];
  /** The pictures that it shows, by name. */
  readonly pictures: readonly string[];
}

export interface Heading {
  /** What a link leads to; the same in both languages. */
  readonly id: string;
  readonly depth: number;
  readonly title: string;
}

/** What a code span that begins with it holds is a key of the keyboard. */
export const KEY_SIGN = '\u2328';

const PARTS: Readonly<Record<string, OwnWords<object>>> = {
  account: accountWords,
  admin: adminWords,
  audio: audioWords,
  audit: auditWords,
  check: checkWords,
  contacts: contactsWords,
  customer: customerWords,
  diagnosis: diagnosisWords,
  figures: figuresWords,
  files: filesWords,
  floor: floorWords,
  notices: noticeWords,
  recordings: recordingsWords,
  registration: registrationWords,
  scheduled: scheduledWords,
  sentNotices: sentNoticeWords,
  shortcuts: shortcutsWords,
  wallboard: wallboardWords,
};
const ownWords = async (language: Language): Promise<ReadonlyMap<string, object>> =>
  new Map(
    await Promise.all(
      Object.entries(PARTS).map(async ([part, words]) => [part, await words[language]()] as const),
    ),
  );
// At once: while the pages are built, no more modules are read for what builds them.
const OWN: Readonly<Record<Language, ReadonlyMap<string, object>>> = {
  es: await ownWords('es'),
  en: await ownWords('en'),
};
const PAGES: Readonly<Record<Language, object>> = { es, en };
/** What is printed on keys that each language names differently. */
const PRINTED: Readonly<Record<Language, { shift: string; enter: string; delete: string }>> = {
  es: { shift: 'Mayús+', enter: 'Intro', delete: es.keys.delete },
  en: { shift: 'Shift+', enter: 'Enter', delete: en.keys.delete },
};
/** Keys of windows and forms, the same for everybody: what sends one, and what does the other thing that it offers. */
const FORM_KEYS: Readonly<Record<string, string>> = { send: 'Control+Enter', other: 'Shift+Enter' };

/**
 * Reads a guide. In its text `{{call.hold}}` is a word of every page, `{{floor/floor.title}}` one of a part that is loaded when it
 * is opened, and `{{key:hold}}` the key that everybody has for it. Fails where one is not there.
 */
export function readGuide(name: GuideName, language: Language): Guide {
  const text = sourceOf(name, language);
  const filled = text.replace(/\{\{([^{}]+)\}\}/g, (_, ref: string) => {
    const said = ref.startsWith('key:')
      ? keyOf(ref.slice(4), language)
      : ref.includes('/')
        ? wordOf(OWN[language].get(ref.slice(0, ref.indexOf('/'))) ?? {}, ref.slice(ref.indexOf('/') + 1))
        : wordOf(PAGES[language], ref);
    if (said === null) throw new Error(`${language}/${name}.md names {{${ref}}}, which is not there`);
    return said;
  });
  const tokens = marked.lexer(filled);
  const headings = tokens.filter(isHeading).map(headingOf);
  const [title] = headings;
  if (title === undefined) throw new Error(`${language}/${name}.md has no title`);
  return {
    name,
    language,
    title: title.title,
    tokens,
    headings: headings.filter(({ depth }) => depth > 1),
    pictures: [...filled.matchAll(/\]\(picture:([\w-]+)\)/g)].map(([, picture = '']) => picture),
  };
}

export const sourceOf = (name: GuideName, language: Language): string =>
  readFileSync(join(import.meta.dirname, language, `${name}.md`), 'utf8');

/** What is bold, quoted or a key in the text of a guide without being a reference: nobody would see it become wrong. */
export function namedOtherwise(source: string): readonly string[] {
  // What a machine is told is no word of a page.
  const prose = source.replace(/^```[\s\S]*?^```$/gm, '');
  const named = [...prose.matchAll(/\*\*([^*]+)\*\*|«([^«»]+)»|“([^“”]+)”/g)]
    .map(([whole, bold, ...quoted]) => ({
      whole,
      inner: bold ?? quoted.find(each => each !== undefined) ?? '',
    }))
    // The sign in the title of a window.
    .filter(({ inner }) => inner !== '?' && !/^\{\{(?!key:)[^{}]+\}\}$/.test(inner));
  const keys = [...prose.matchAll(new RegExp(`\`${KEY_SIGN}([^\`]*)\``, 'g'))].filter(
    ([, key = '']) => !/^[0-9]$/.test(key),
  );
  return [...named.map(({ whole }) => whole), ...keys.map(([whole]) => whole)];
}

const isHeading = (token: Token): token is Tokens.Heading => token.type === 'heading';

/** `Contestar {#answer}`: what is read, and what links lead to. */
export function headingOf({ text, depth }: Pick<Tokens.Heading, 'text' | 'depth'>): Heading {
  const [, title = text, id = ''] = /^(.*)\{#([\w-]+)\}$/.exec(text) ?? [];
  return { id, depth, title: unescaped(title.trimEnd()) };
}

/** Characters that mean something in Markdown stand for themselves. */
const escaped = (text: string) => text.replace(/[\\`*_[\]<>#|{}~]/g, '\\$&');
const unescaped = (text: string) => text.replace(/\\([\\`*_[\]<>#|{}~])/g, '$1');

function wordOf(words: object, path: string): string | null {
  let found: unknown = words;
  for (const step of path.split('.'))
    found =
      typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[step] : undefined;
  return typeof found === 'string' ? escaped(found) : null;
}

function keyOf(name: string, language: Language): string | null {
  const key = name in DESK_KEYS ? DESK_KEYS[name as KeyName] : FORM_KEYS[name];
  if (key === undefined) return null;
  const { shift, enter, delete: del } = PRINTED[language];
  return `\`${KEY_SIGN}${printed(key).replace('⇧', shift).replace('Enter', enter).replace('Delete', del)}\``;
}
