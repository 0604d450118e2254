import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { writeMicrophoneTone } from './tone.ts';

/** A browser whose microphone says this tone without pause; the file of the tone goes when the browser does. */
export async function launchTalkingBrowser(hz: number): Promise<Browser> {
  const folder = mkdtempSync(join(tmpdir(), 'cauce-browser-'));
  const microphone = join(folder, 'microphone.wav');
  writeMicrophoneTone(microphone, hz);
  const browser = await launchBrowser({ microphone });
  browser.once('disconnected', () => rmSync(folder, { recursive: true }));
  return browser;
}
