import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Headset, HeadsetState } from '../../phone/headset.ts';
import { audioWords } from '../../words/audio.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWorkplace } from '../workplace-context.tsx';

/** The buttons of a headset: whether this page may have them, and which it has. */
export function HeadsetChoice() {
  const { headset } = useWorkplace();
  const own = useOwnWords(audioWords).headset;
  const [loaded, setLoaded] = useState<Headset | null>(null);
  const [state, setState] = useState<HeadsetState>({ kind: 'none' });
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    let stop: (() => void) | null = null;
    let gone = false;
    headset?.load().then(
      found => {
        if (gone) return;
        const look = () => setState(found.state());
        stop = found.watch(look);
        setLoaded(found);
        look();
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      stop?.();
    };
  }, [headset]);

  const said =
    headset === null
      ? own.unsupported
      : failed
        ? own.failed
        : state.kind === 'none'
          ? own.none
          : own[state.kind](state.name);
  return (
    <section aria-labelledby="headset-buttons">
      <Text fz="sm" fw={500} id="headset-buttons">
        {own.title}
      </Text>
      <Text fz="xs" c="dimmed" role="status" data-headset={state.kind}>
        {said}
      </Text>
      {headset === null ? null : (
        <Group gap="xs" mt={6}>
          <Button
            variant="default"
            size="xs"
            disabled={loaded === null}
            onClick={() => loaded?.choose().catch(() => setFailed(true))}
            data-action="connect-headset"
          >
            {own.connect}
          </Button>
          {state.kind === 'none' ? null : (
            <Button
              variant="subtle"
              size="xs"
              onClick={() => void loaded?.forget()}
              data-action="forget-headset"
            >
              {own.forget}
            </Button>
          )}
        </Group>
      )}
    </section>
  );
}
