import { CloseButton, Drawer, Modal } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useWords } from '../words-context.tsx';
import style from './desk.module.css';

interface DialogProps {
  readonly title: string;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** A sheet at the right edge instead of a box in the middle. */
  readonly sheet?: boolean;
}

/** A dialog with our own title bar: the component library's is a `<header>`, which readers take for the page's banner. */
export function Dialog({ title, opened, onClose, children, sheet = false }: DialogProps) {
  const { words } = useWords();
  const id = useId();
  const shared = { opened, onClose, withCloseButton: false, 'aria-labelledby': id } as const;
  const inside = (
    <>
      <div className={style.dialogTitle}>
        <h2 id={id}>{title}</h2>
        <CloseButton onClick={onClose} aria-label={words.chrome.close} />
      </div>
      {children}
    </>
  );
  return sheet ? (
    <Drawer {...shared} position="right" size={460}>
      {inside}
    </Drawer>
  ) : (
    <Modal {...shared}>{inside}</Modal>
  );
}
