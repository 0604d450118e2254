import { Anchor, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { Link, useLocation } from 'wouter';
import { notice } from '../../state/notice.ts';
import { useEachSecond } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './desk.module.css';
import { AudioDialog } from './lazy-audio-dialog.ts';

/** One quiet line in the header. It never moves anything else on the page. */
export function NoticePill() {
  const { tones, phone } = useWorkplace();
  const { words } = useWords();
  const [path] = useLocation();
  const [opened, { open, close }] = useDisclosure();
  // Whether sounds are allowed is not an event of the browser.
  const unlocked = useEachSecond(() => tones.unlocked());
  const shown = useSeen(screen => notice(screen, unlocked, words));
  return (
    <div role="status" style={{ minWidth: 0 }}>
      {shown ? (
        <div className={style.notice} data-tone={shown.tone} data-notice={shown.key} title={shown.text}>
          {shown.tone === 'warning' ? (
            <IconAlertTriangle size={16} aria-hidden style={{ flex: 'none' }} />
          ) : (
            <IconInfoCircle size={16} aria-hidden style={{ flex: 'none' }} />
          )}
          <span>{shown.text}</span>
          {shown.offers === 'audio' ? (
            <Button size="compact-xs" onClick={open} data-action="choose-audio">
              {words.banner.chooseAudio}
            </Button>
          ) : null}
          {shown.offers === 'floor' && path !== '/supervisor' ? (
            <Anchor component={Link} href="/supervisor" fz="sm" c="inherit" data-action="to-floor">
              {words.help.toFloor}
            </Anchor>
          ) : null}
          {shown.offers === 'take' ? (
            <Button size="compact-xs" onClick={() => void phone?.start(true)} data-action="take-phone">
              {words.banner.takeHere}
            </Button>
          ) : null}
        </div>
      ) : null}
      {opened ? <AudioDialog onClose={close} /> : null}
    </div>
  );
}
