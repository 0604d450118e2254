import type { Desk } from './desk.ts';
import type { LiveView } from './live-view.ts';

/** What no queue has. */
let mark = 61_000;

/** The calls process is told of settings, and reads all of them: it knows those before once it shows what is changed after them. */
export async function settingsAreKnown(admin: Desk, view: LiveView): Promise<void> {
  mark += 1_000;
  const answer = await admin.raw('PATCH', '/queues/averias', { wrapUpAlarmMs: mark });
  if (!answer.ok) throw new Error(await answer.text());
  await view.until('the settings are known', ({ queues }) => queues.get('averias')?.wrapUpAlarmMs === mark);
}
