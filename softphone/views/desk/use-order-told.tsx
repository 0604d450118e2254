import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent } from 'react';
import { orderSentence, unreadOrder } from '../../state/orders.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

/** Tells what a supervisor has ordered over me, on every page of the desk, until it is closed: then it is read. */
export function useOrderTold(): void {
  const { api } = useWorkplace();
  const speaker = useWords();
  const order = useSeen(unreadOrder);
  const at = order?.at ?? null;
  const title = useSeen(screen => (order ? orderSentence(screen, order, speaker) : ''));
  const show = useEffectEvent((which: number, closed: () => void) => {
    notifications.show({
      id: idOf(which),
      color: 'orange',
      title,
      message: order?.note ?? '',
      autoClose: false,
      closeButtonProps: { 'aria-label': speaker.words.chrome.close },
      onClose: closed,
      // As wide as the column of one's own state: it stays, and covers nothing that is worked with.
      style: { maxWidth: 250 },
      styles: { description: { color: 'inherit' } },
      'data-ordered': order?.what,
    });
  });
  const read = useEffectEvent((which: number) => {
    void api.readOrder(which).catch(() => undefined);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, and anew in another language
  useEffect(() => {
    if (at === null) return;
    let isOurs = false;
    show(at, () => {
      if (!isOurs) read(at);
    });
    return () => {
      // Taken away by us, or read by another page: it is not read here.
      isOurs = true;
      notifications.hide(idOf(at));
    };
  }, [at, title]);
}

const idOf = (at: number): string => `order.${at}`;
