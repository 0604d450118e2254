import { Drawer, Modal } from '@mantine/core';
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { manualAddress } from '../../state/manual-place.ts';
import { type ManualTopic, topicPlace } from '../../state/manual-topics.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import { beginAtField } from './begin-at-field.ts';
import style from './desk.module.css';
import { isWritten } from './hotkeys.ts';

interface DialogProps {
  readonly title: string;
  /** What it is about, for the part of the manual that its sign leads to. */
  readonly manual: ManualTopic;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** A sheet at the right edge instead of a box in the middle. */
  readonly sheet?: boolean;
  /** Esc means something in it, and does not close it. */
  readonly keepsEscape?: boolean;
}

/**
 * A dialog whose title bar is no `<header>`: readers would take the component library's for the page's banner. One begins at its
 * first field, and comes to what closes it last.
 */
export function Dialog({
  title,
  manual,
  opened,
  onClose,
  children,
  sheet = false,
  keepsEscape = false,
}: DialogProps) {
  const { words } = useWords();
  const mark = useRef<HTMLAnchorElement>(null);
  useReturnedFocus(opened);
  const Frame = sheet ? Drawer : Modal;
  return (
    <Frame.Root
      opened={opened}
      onClose={onClose}
      closeOnEscape={!keepsEscape}
      {...(sheet ? { position: 'right', size: 460 } : {})}
    >
      <Frame.Overlay backgroundOpacity={0.4} />
      <Frame.Content
        onKeyDown={event => {
          if (event.key === '?' && !isWritten(event.target)) mark.current?.click();
        }}
      >
        <Frame.Body pt="md" pos="relative">
          <Frame.Title className={style.dialogTitle}>{title}</Frame.Title>
          <div ref={beginAtField}>{children}</div>
          <div className={style.dialogTools}>
            <ManualMark topic={manual} mark={mark} />
            <Frame.CloseButton aria-label={words.chrome.close} />
          </div>
        </Frame.Body>
      </Frame.Content>
    </Frame.Root>
  );
}

interface MarkProps {
  readonly topic: ManualTopic;
  readonly mark: Ref<HTMLAnchorElement>;
}

/** To what the manual says of this window; the key `?` opens it, too. */
function ManualMark({ topic, mark }: MarkProps) {
  const { words, language } = useWords();
  const place = useSeen(({ who }) => topicPlace(topic, who.person));
  return (
    <a
      ref={mark}
      className={style.manualMark}
      href={manualAddress(language, place)}
      target="_blank"
      rel="noopener"
      title={words.chrome.manualHere}
      aria-label={words.chrome.manualHere}
      aria-keyshortcuts="?"
      data-action="manual-here"
    >
      ?
    </a>
  );
}

/** Who opened a dialog that is drawn only while it is open has the focus again afterwards; of others the library sees to it. */
function useReturnedFocus(opened: boolean): void {
  // Before anything in the dialog takes it.
  const [before] = useState(() => (opened ? document.activeElement : null));
  useEffect(() => {
    if (!(before instanceof HTMLElement)) return;
    return () => {
      setTimeout(() => {
        const { activeElement } = document;
        if (activeElement === null || activeElement === document.body) before.focus({ preventScroll: true });
      });
    };
  }, [before]);
}
