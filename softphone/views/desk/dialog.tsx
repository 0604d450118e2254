import { Drawer, Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useWords } from '../words-context.tsx';
import style from './desk.module.css';

interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** A sheet at the right edge instead of a box in the middle. */
  readonly sheet?: boolean;
  /** Esc means something in it, and does not close it. */
  readonly keepsEscape?: boolean;
}

/** A dialog whose title bar is no `<header>`: readers would take the component library's for the page's banner. */
export function Dialog({
  title,
  opened,
  onClose,
  children,
  sheet = false,
  keepsEscape = false,
}: DialogProps) {
  const { words } = useWords();
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
      <Frame.Content>
        <Frame.Body pt="md">
          <div className={style.dialogTitle}>
            <Frame.Title>{title}</Frame.Title>
            <Frame.CloseButton aria-label={words.chrome.close} />
          </div>
          {children}
        </Frame.Body>
      </Frame.Content>
    </Frame.Root>
  );
}

/** Who opened a dialog that is drawn only while it is open has the focus again afterwards; of others the library sees to it. */
function useReturnedFocus(opened: boolean): void {
  const [isOpenAtFirst] = useState(opened);
  useEffect(() => {
    const before = document.activeElement;
    if (!isOpenAtFirst || !(before instanceof HTMLElement)) return;
    return () => {
      setTimeout(() => {
        const { activeElement } = document;
        if (activeElement === null || activeElement === document.body) before.focus({ preventScroll: true });
      });
    };
  }, [isOpenAtFirst]);
}
