import { useDisclosure } from '@mantine/hooks';
import { me } from '../../state/screen.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './desk.module.css';
import { AudioDialog } from './lazy-audio-dialog.ts';

/** The state of the telephone, and the way to microphone and headset. */
export function PhonePill() {
  const { words } = useWords();
  const [opened, { open, close }] = useDisclosure();
  const line = useSeen(screen => screen.phone.line);
  const who = useSeen(screen => screen.who);
  const ready = useSeen(screen => me(screen)?.phone === 'registered');

  if (who.person.phoneKind === 'sip') {
    return (
      <span className={style.pill} data-desk-phone={ready ? 'ready' : 'away'}>
        <span className={style.dot} data-tone={ready ? 'green' : 'yellow'} />
        {ready ? words.phone.deskReady : words.phone.deskAway}
      </span>
    );
  }
  if (who.phone === null) return null;
  const tone = line.kind === 'registered' ? 'green' : line.kind === 'refused' ? 'red' : 'yellow';
  return (
    <>
      <button type="button" className={style.pill} onClick={open} aria-haspopup="dialog" data-action="audio">
        <span className={style.dot} data-tone={line.kind === 'off' ? 'grey' : tone} />
        <span className="sr-only">{words.phone.title}:</span>
        {words.phone[line.kind]}
      </button>
      {opened ? <AudioDialog onClose={close} /> : null}
    </>
  );
}
