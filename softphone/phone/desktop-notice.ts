/** Whether the browser shows notices of its own on the desktop, outside of the page. */
export type NoticePermission = NotificationPermission | 'missing';

const ASKED_KEY = 'cauce.notices-asked';
/** One call rings at a time: a second notice takes the place of the first. */
const TAG = 'cauce.ring';

export const noticePermission = (): NoticePermission =>
  'Notification' in window ? Notification.permission : 'missing';

/** Asks for it. A browser wants this as the answer to a click. */
export async function askNotices(): Promise<NoticePermission> {
  if (noticePermission() !== 'default') return noticePermission();
  return Notification.requestPermission().catch(noticePermission);
}

/** Asks once on this computer: who does not want notices is not asked at every start of a shift. */
export function askNoticesOnce(): void {
  if (noticePermission() !== 'default' || localStorage.getItem(ASKED_KEY) !== null) return;
  localStorage.setItem(ASKED_KEY, '1');
  void askNotices();
}

/** Shows a notice until the returned function is called. It is silent: the page rings by itself. */
export function showNotice(title: string, body: string, onClick: () => void): () => void {
  if (noticePermission() !== 'granted') return () => undefined;
  try {
    const options = { body, tag: TAG, icon: '/icon.svg', silent: true, requireInteraction: true };
    const shown = new Notification(title, options);
    shown.addEventListener('click', onClick);
    return () => shown.close();
  } catch {
    // Telephones know notices by service workers only (Notifications API §2.6).
    return () => undefined;
  }
}
