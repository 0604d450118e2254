import type { Headset } from '../phone/headset.ts';
import type { Hid } from '../phone/hid.ts';
import type { KeyName } from './keys.ts';
import type { Input, Screen } from './screen.ts';
import type { Store } from './store.ts';

/** The headset of this desk. What it takes is loaded when there is one, or is to be. */
export interface OwnHeadset {
  /** Rejects where it cannot be loaded. */
  load(): Promise<Headset>;
  close(): void;
}

/** Of this browser; null: it gives no page a headset's buttons. */
export function ownHeadset(
  store: Pick<Store<Screen, Input>, 'get' | 'watch'>,
  press: (key: KeyName) => void,
): OwnHeadset | null {
  const { hid } = navigator as Navigator & { readonly hid?: Hid };
  if (!hid) return null;
  let loading: Promise<Headset> | null = null;
  let leave: () => void = () => undefined;
  let isClosed = false;

  async function open(from: Hid): Promise<Headset> {
    const [{ webHidHeadset }, { keepHeadset }] = await Promise.all([
      import('../phone/web-hid-headset.ts'),
      import('./headset-keys.ts'),
    ]);
    const headset = webHidHeadset(from);
    const stop = keepHeadset(store, headset, press);
    leave = () => {
      stop();
      void headset.close();
    };
    if (isClosed) leave();
    return headset;
  }
  const load = () => {
    loading ??= open(hid).catch((fault: unknown) => {
      loading = null;
      throw fault;
    });
    return loading;
  };
  const given = () => void load().catch(() => undefined);
  // One that was given at an earlier visit, now or when it is plugged in.
  hid.addEventListener('connect', given);
  void hid.getDevices().then(
    devices => devices.length > 0 && given(),
    () => undefined,
  );
  return {
    load,
    close() {
      isClosed = true;
      hid.removeEventListener('connect', given);
      leave();
    },
  };
}
