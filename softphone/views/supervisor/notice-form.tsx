import { Button, MultiSelect, Radio, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { kindsOf } from '../../../src/kit/kinds.ts';
import type { Importance } from '../../../src/notices/notice.ts';
import { TEXTS } from '../../../src/tickets/texts.ts';
import { asFault } from '../../link/fault.ts';
import {
  EMPTY_NOTICE,
  type NoticeForm as Fields,
  toNotice,
  UNTIL,
  type Until,
} from '../../state/sent-notices.ts';
import { localTime } from '../../state/zone-time.ts';
import { sentNoticeWords } from '../../words/notices.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { TextStatus } from '../tickets/text-status.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

interface NoticeFormProps {
  readonly onSent: () => void;
}

/** A notice that is being written. What was refused stays as it was written. */
export function NoticeForm({ onSent }: NoticeFormProps) {
  const { api } = useWorkplace();
  const { say } = useWords();
  const own = useOwnWords(sentNoticeWords);
  const now = useMinute();
  const zone = useSeen(({ who }) => who.centre.timezone);
  const queues = useSeen(screen => screen.picture?.queues.map(({ name, title }) => ({ name, title })) ?? []);
  const areas = useSeen(screen => screen.areas.filter(({ name }) => name !== ''));
  const [fields, setFields] = useState<Fields>(EMPTY_NOTICE);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<Fields>) => {
    setFields(before => ({ ...before, ...part }));
    setFault(null);
  };
  const notice = toNotice(fields, now, zone);
  const labels = {
    hour: own.untilHour,
    four: own.untilFour,
    day: own.untilDay,
    other: own.untilOther,
  } satisfies Record<Until, string>;

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (notice === 'moment') return setFault(own.momentMissing);
    if (notice === 'passed') return setFault(own.momentPassed);
    if (notice === 'text') return;
    setBusy(true);
    try {
      await api.sendNotice(notice);
      setFields(EMPTY_NOTICE);
      notifications.show({ message: own.sent });
      onSent();
    } catch (thrown) {
      setFault(say(asFault(thrown).words));
    }
    setBusy(false);
  };

  return (
    <form onSubmit={event => void send(event)} data-notice-form noValidate>
      <Stack gap="sm">
        <h2>{own.write}</h2>
        <div>
          <Textarea
            label={own.text}
            placeholder={own.placeholder}
            autosize
            minRows={3}
            maxRows={8}
            value={fields.text}
            data-field="text"
            onChange={event => set({ text: event.currentTarget.value })}
          />
          <TextStatus text={fields.text} limit={TEXTS.notice} state="empty" />
        </div>
        <SegmentedControl
          aria-label={own.importance}
          data={kindsOf<Importance>(own.importances).map(value => ({ value, label: own.importances[value] }))}
          value={fields.importance}
          onChange={value => set({ importance: value as Importance })}
        />
        <MultiSelect
          label={own.queues}
          placeholder={fields.queues.length + fields.areas.length === 0 ? own.anybody : undefined}
          data={queues.map(({ name, title }) => ({ value: name, label: title }))}
          value={[...fields.queues]}
          onChange={chosen => set({ queues: chosen })}
        />
        <MultiSelect
          label={own.areas}
          placeholder={fields.queues.length + fields.areas.length === 0 ? own.anybody : undefined}
          data={areas.map(({ name, title }) => ({ value: name, label: title }))}
          value={[...fields.areas]}
          onChange={chosen => set({ areas: chosen })}
        />
        <Radio.Group
          label={own.until}
          value={fields.until}
          onChange={until => set({ until: until as Until })}
        >
          <Stack gap={6} mt={4}>
            {UNTIL.map(value => (
              <Radio key={value} value={value} label={labels[value]} />
            ))}
          </Stack>
        </Radio.Group>
        {fields.until === 'other' ? (
          <TextInput
            type="datetime-local"
            label={own.moment}
            min={localTime(now, zone)}
            value={fields.moment}
            onChange={event => set({ moment: event.currentTarget.value })}
          />
        ) : null}
        {fault === null ? null : (
          <div role="alert" style={{ color: 'var(--mantine-color-error)', fontSize: 13 }}>
            {fault}
          </div>
        )}
        <Button type="submit" loading={busy} disabled={notice === 'text'} data-action="send-notice">
          {own.send}
        </Button>
      </Stack>
    </form>
  );
}
