import { useEffect, useState } from 'react';
import type { WallLink } from '../../link/wall-link.ts';
import { type Chime, openChime } from '../../phone/chime.ts';
import { type Grades, gotWorse, gradesOf } from '../../state/wall.ts';

/** Of this screen alone: another one in the same room may be silent. */
const KEPT = 'cauce.wallboard-sound';
/** How often what only time makes worse is looked at, ms. */
const LOOK_MS = 1_000;

export interface ChimeSwitch {
  readonly on: boolean;
  /** It is on, and the browser wants a touch before it lets the page sound. */
  readonly blocked: boolean;
  readonly turn: (on: boolean) => void;
}

/** A sound once, when something gets worse; off until somebody turns it on at this screen. */
export function useChime(link: WallLink): ChimeSwitch {
  const [on, setOn] = useState(() => localStorage.getItem(KEPT) === '1');
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    if (!on) return;
    const chime: Chime = openChime();
    const allow = () => {
      void chime.allow().then(may => setBlocked(!may));
    };
    allow();
    addEventListener('pointerdown', allow);
    addEventListener('keydown', allow);
    // What stands already when the sound is turned on is no news.
    const graded = (): Grades | null => {
      const wall = link.get();
      return wall.queues === null || wall.stale !== null ? null : gradesOf(wall, Date.now() + wall.skewMs);
    };
    let before = graded();
    const look = setInterval(() => {
      const after = graded();
      if (after === null) return;
      if (before !== null && gotWorse(before, after)) {
        chime.ring();
        document.body.dataset.chimes = String(Number(document.body.dataset.chimes ?? 0) + 1);
      }
      before = after;
    }, LOOK_MS);
    return () => {
      clearInterval(look);
      removeEventListener('pointerdown', allow);
      removeEventListener('keydown', allow);
      chime.close();
    };
  }, [on, link]);
  return {
    on,
    blocked: on && blocked,
    turn(next) {
      localStorage.setItem(KEPT, next ? '1' : '0');
      setBlocked(false);
      setOn(next);
    },
  };
}
