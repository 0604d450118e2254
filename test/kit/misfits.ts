import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { settled } from './settled.ts';

/** What people have in front of them, in CSS pixels. */
const SIZES = [
  /** The most common laptop, less the bars of its browser: what is vital must be there without scrolling. */
  { name: 'laptop', width: 1366, height: 633, isWhole: true },
  /** The same at 150 % zoom. */
  { name: 'zoomed', width: 911, height: 422, isWhole: false },
  { name: 'phone', width: 390, height: 844, isWhole: false },
] as const;

/** What an agent must find at once. */
const VITAL = [
  ...['answer', 'reject', 'hold', 'mute', 'keypad', 'transfer', 'swap', 'conference', 'complete', 'hang-up'],
  ...['dispose', 'account'],
]
  .map(action => `[data-action=${action}]`)
  .concat('[data-will]', '[data-caller-name]', '[data-ticket] h2')
  .join(', ');

/** What is pressed with a finger or a mouse. */
const TARGETS =
  'a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=option], [role=menuitem], [role=switch], [role=slider]';

/**
 * Runs in the page: what reaches beyond its right edge, what scrolls for nothing, a dialog that has the focus nowhere, targets below
 * 24 px, those that something around them cuts off, words that touch both borders of their button, a call below what else there is,
 * and, where all must be seen, what vital is cut off.
 */
const LOOK = (isWhole: boolean) => `(() => {
  const found = [];
  const name = element => element.tagName.toLowerCase() +
    (element.dataset.action ? '[' + element.dataset.action + ']' : '') + ' "' + element.textContent.trim().slice(0, 30) + '"';
  const isSeen = element => {
    const style = getComputedStyle(element);
    return element.checkVisibility({ visibilityProperty: true }) && style.clipPath === 'none' && !element.closest('.sr-only');
  };
  // What scrolls may be brought into sight, and is looked at in its place; the page itself is held still under a dialog.
  const cutBy = element => {
    let box = element.getBoundingClientRect();
    for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
      const { overflowY } = getComputedStyle(around);
      const frame = around.getBoundingClientRect();
      if (overflowY === 'auto' || overflowY === 'scroll') box = frame;
      else if (overflowY !== 'visible' && (box.bottom > frame.bottom + 1 || box.top < frame.top - 1)) return around;
    }
    return null;
  };
  if (document.scrollingElement.scrollWidth > innerWidth) found.push('the page scrolls sideways: ' + document.scrollingElement.scrollWidth);
  for (const element of document.querySelectorAll('body *')) {
    if (!isSeen(element)) continue;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (box.width > 0 && box.right > innerWidth + 1) found.push(name(element) + ' reaches to ' + Math.round(box.right));
    const scrolls = ['auto', 'scroll'].includes(style.overflowX);
    if (scrolls && element.scrollWidth > element.clientWidth + 1) found.push(name(element) + ' scrolls sideways');
    const below = ['auto', 'scroll'].includes(style.overflowY) ? element.scrollHeight - element.clientHeight : 0;
    // With room for all, a dialog that fits but for that little has a margin too many; an empty list has nothing to scroll to.
    if (${isWhole} && below > 0 && ((below < 8 && element.closest('[role=dialog]')) || element.querySelector(':scope > [data-empty]')))
      found.push(name(element) + ' scrolls by ' + below);
    if (element.matches('button, a') && element.scrollWidth > element.clientWidth + 2 && style.overflowX !== 'visible')
      found.push(name(element) + ' is cut');
  }
  // What is typed into a dialog that has just opened must go somewhere.
  for (const dialog of document.querySelectorAll('[role=dialog][aria-modal=true]')) {
    const isAsked = dialog.querySelector('input:not([type=hidden]), textarea, select') !== null;
    if (isAsked && document.activeElement.matches('.mantine-Modal-close, .mantine-Drawer-close, body'))
      found.push('the dialog "' + dialog.querySelector('h2').textContent + '" does not begin at a field');
  }
  // WCAG 2.5.8, without its exceptions for what lies alone; a link in a line of text is as high as the text.
  for (const element of document.querySelectorAll(${JSON.stringify(TARGETS)})) {
    if (!isSeen(element) || element.closest('[inert], [aria-hidden=true]')) continue;
    if (element.matches('a') && getComputedStyle(element).display === 'inline') continue;
    const pressed = element.closest('.mantine-MultiSelect-input') ?? element;
    const boxes = [pressed, ...(element.labels ?? [])].map(one => one.getBoundingClientRect());
    const box = boxes[0];
    if (box.width === 0 || box.height === 0) continue;
    const width = Math.max(...boxes.map(one => one.right)) - Math.min(...boxes.map(one => one.left));
    const height = Math.max(...boxes.map(one => one.height));
    if (width < 23.5 || height < 23.5)
      found.push(name(element) + ' is a target of ' + Math.round(width) + ' x ' + Math.round(height));
    const around = cutBy(element);
    if (around) found.push(name(element) + ' is cut by ' + around.tagName.toLowerCase() + '.' + around.className);
    if (element.matches('[data-look]')) {
      const words = document.createRange();
      words.selectNodeContents(element.lastElementChild);
      if (words.getBoundingClientRect().width > element.clientWidth - 6) found.push(name(element) + ' touches its borders');
    }
  }
  const call = document.querySelector('[data-call]:not([data-call=idle])');
  const state = document.querySelector('[data-my-state]');
  if (call && state && call.getBoundingClientRect().top > state.getBoundingClientRect().bottom)
    found.push('the call is below the states');
  if (!${isWhole}) return found;
  for (const element of document.querySelectorAll(${JSON.stringify(VITAL)})) {
    if (!isSeen(element)) continue;
    const box = element.getBoundingClientRect();
    let cut = box.bottom > innerHeight + 1 || box.top < 0;
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflowY === 'visible') continue;
      const frame = around.getBoundingClientRect();
      if (box.bottom > frame.bottom + 1 || box.top < frame.top - 1) cut = true;
    }
    if (cut) found.push(name(element) + ' is cut off');
  }
  return found;
})()`;

/** What does not fit, at each size; pictures of all of them when CAUCE_SHOTS names a folder. */
export async function misfits(page: Page, shot: string): Promise<string[]> {
  const before = page.viewportSize();
  const found: string[] = [];
  for (const { name, width, height, isWhole } of SIZES) {
    await page.setViewportSize({ width, height });
    await settled(page);
    const here = await page.evaluate<string[]>(LOOK(isWhole));
    found.push(...here.map(what => `${name}: ${what}`));
    const folder = process.env.CAUCE_SHOTS;
    if (folder) await page.screenshot({ path: join(folder, `${shot}-${name}.png`), fullPage: !isWhole });
  }
  if (before) await page.setViewportSize(before);
  return found;
}
