import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

export interface BrowserSettings {
  /** A WAV file that plays over and over as the microphone; see `writeMicrophoneTone`. */
  readonly microphone?: string;
  /** What runs Chromium elsewhere, e.g. in another network namespace, with the address that its pages come from. */
  readonly elsewhere?: { readonly program: string; readonly origin: string };
}

export interface PageSettings {
  readonly width?: number;
  readonly height?: number;
  /** Without it the page has to ask for the microphone, and gets it. */
  readonly microphoneAllowed?: boolean;
  /** Runs in the page before its own scripts: paths of files. */
  readonly scripts?: readonly string[];
  /** What the browser remembers of earlier visits. */
  readonly remembers?: Readonly<Record<string, string>>;
}

/** A page that stands still for this long is a fault, ms; several browsers share two cores. */
const PATIENCE_MS = 30_000;

export const CHROMIUM = process.env.CAUCE_CHROMIUM ?? '/usr/bin/chromium';

/** Whether a browser is on this machine. */
export function hasChromium(): boolean {
  return existsSync(CHROMIUM);
}

/**
 * A headless Chromium that talks: the microphone is granted and fake, sound plays without a click, and media
 * may flow over 127.0.0.1, which WebRTC forbids unless told. Whoever launches it closes it.
 */
export async function launchBrowser({ microphone, elsewhere }: BrowserSettings = {}): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: elsewhere?.program ?? CHROMIUM,
    headless: true,
    args: [
      // The sandbox cannot be set up by root; as anybody else it stays on.
      ...(asRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      // Only a page of this machine gets a microphone without TLS.
      elsewhere
        ? `--unsafely-treat-insecure-origin-as-secure=${elsewhere.origin}`
        : '--allow-loopback-in-peer-connection',
      ...(microphone ? [`--use-file-for-fake-audio-capture=${microphone}`] : []),
    ],
  });
}

/** A page of its own (cookies and storage too); `problems` gathers what it complains of. */
export async function openPage(
  browser: Browser,
  url: string,
  { width = 1280, height = 800, microphoneAllowed = true, scripts = [], remembers = {} }: PageSettings = {},
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({
    permissions: microphoneAllowed ? ['microphone'] : [],
    viewport: { width, height },
    locale: 'es-VE',
    // What still slides in is hit where it was a moment ago, and the click is nobody's.
    reducedMotion: 'reduce',
    storageState: {
      cookies: [],
      origins: [
        {
          origin: new URL(url).origin,
          localStorage: Object.entries(remembers).map(([name, value]) => ({ name, value })),
        },
      ],
    },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  for (const path of scripts) await context.addInitScript({ path });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(error.message));
  page.on('console', message => {
    if (['error', 'warning', 'assert'].includes(message.type()))
      problems.push(`${message.text()} ${message.location().url}`);
  });
  await page.goto(url);
  return { page, problems };
}
