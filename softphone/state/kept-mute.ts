import type { Phone } from '../phone/phone.ts';

const KEY = 'cauce.muted';

/** An agent who was muted is muted again when the page was loaded anew: what is said beside the call stays there. */
export function keepMute(
  phone: Phone,
  memory: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>,
): () => void {
  let heard: string | null = null;
  return phone.watch(() => {
    const { call: leg } = phone.picture();
    if (leg?.phase !== 'talking' || leg.call === null) {
      heard = null;
      return;
    }
    if (heard !== leg.leg) {
      heard = leg.leg;
      if (memory.getItem(KEY) === leg.call && !leg.muted) {
        phone.mute(true);
        return;
      }
    }
    if (leg.muted) memory.setItem(KEY, leg.call);
    else memory.removeItem(KEY);
  });
}
