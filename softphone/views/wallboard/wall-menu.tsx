import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconBook,
  IconDots,
  IconLanguage,
  IconLogout,
  IconMaximize,
  IconMoon,
  IconSun,
  IconVolume,
  IconVolumeOff,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { WallLink } from '../../link/wall-link.ts';
import { manualAddress } from '../../state/manual-place.ts';
import { wallboardWords } from '../../words/wallboard.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useChime } from './use-chime.ts';
import style from './wallboard.module.css';

interface WallMenuProps {
  readonly link: WallLink;
  readonly onLogOut: () => void;
}

/** All that may be done at a screen on the wall, in a corner. */
export function WallMenu({ link, onLogOut }: WallMenuProps) {
  const { words, language, choose } = useWords();
  const { wall: own } = useOwnWords(wallboardWords);
  const { setColorScheme } = useMantineColorScheme();
  const chime = useChime(link);
  const full = useFullScreen();
  return (
    <div className={style.corner}>
      {chime.blocked ? <span role="status">{own.soundBlocked}</span> : null}
      <Menu position="top-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={own.menu} data-action="wall-menu">
            <IconDots size={20} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconMaximize size={16} aria-hidden />}
            onClick={() =>
              void (full ? document.exitFullscreen() : document.documentElement.requestFullscreen())
            }
            data-action="full-screen"
          >
            {full ? own.leaveFullScreen : own.fullScreen}
          </Menu.Item>
          <Menu.Item
            leftSection={
              chime.on ? <IconVolumeOff size={16} aria-hidden /> : <IconVolume size={16} aria-hidden />
            }
            onClick={() => chime.turn(!chime.on)}
            data-action="wall-sound"
          >
            {chime.on ? own.soundOff : own.soundOn}
          </Menu.Item>
          <Menu.Item leftSection={<IconSun size={16} aria-hidden />} onClick={() => setColorScheme('light')}>
            {own.light}
          </Menu.Item>
          <Menu.Item leftSection={<IconMoon size={16} aria-hidden />} onClick={() => setColorScheme('dark')}>
            {own.dark}
          </Menu.Item>
          <Menu.Item
            lang={language === 'es' ? 'en' : 'es'}
            leftSection={<IconLanguage size={16} aria-hidden />}
            onClick={() => choose(language === 'es' ? 'en' : 'es')}
            data-action="wall-language"
          >
            {own.language}
          </Menu.Item>
          <Menu.Item
            component="a"
            href={manualAddress(language, { guide: 'supervisor', part: 'wallboard' })}
            target="_blank"
            rel="noopener"
            leftSection={<IconBook size={16} aria-hidden />}
            data-action="manual"
          >
            {words.chrome.manualHere}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={onLogOut}
            data-action="log-out"
          >
            {own.logOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function useFullScreen(): boolean {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  return full;
}
