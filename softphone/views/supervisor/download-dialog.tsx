import { Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { RecordingCard } from '../../../src/recordings/events.ts';
import { saveFile, takeRecording } from '../../link/taken-file.ts';
import { recordingsWords } from '../../words/recordings.ts';
import { Dialog } from '../desk/dialog.tsx';
import { WishForm } from '../desk/wish-form.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { overBy } from '../tickets/text-status.tsx';
import { useWords } from '../words-context.tsx';

/** As the server asks for it (`http/shapes/recordings.ts`). */
const REASON = { least: 3, most: 200 };

/** Asks why a recording is taken along, and takes it. */
export function DownloadDialog({
  card,
  onClose,
}: {
  readonly card: RecordingCard;
  readonly onClose: () => void;
}) {
  const { words, formats } = useWords();
  const own = useOwnWords(recordingsWords);
  const now = useMinute();
  const [reason, write] = useState('');
  const over = overBy(reason, REASON);
  return (
    <Dialog manual="recordings" title={own.recordings.downloadTitle} opened onClose={onClose}>
      <WishForm
        name="take-recording"
        ready={reason.trim().length >= REASON.least && over <= 0}
        confirm={own.recordings.downloadNow}
        action="take-recording-now"
        hasLines
        wish={async () => {
          saveFile(await takeRecording(card.id, reason.trim()));
          notifications.show({ color: 'green', message: own.recordings.downloaded });
        }}
        onClose={onClose}
      >
        <Text fz="sm">
          {[card.ticket, formats.moment(card.startedAt, now), card.agentName].filter(Boolean).join(' · ')}
        </Text>
        <Text fz="sm" c="dimmed">
          {own.recordings.downloadLead}
        </Text>
        <Textarea
          label={own.recordings.reason}
          value={reason}
          autosize
          minRows={2}
          maxRows={4}
          required
          data-autofocus
          error={over > 0 && words.ticket.tooMany(over)}
          onChange={event => write(event.currentTarget.value)}
          data-text="take-reason"
        />
      </WishForm>
    </Dialog>
  );
}
