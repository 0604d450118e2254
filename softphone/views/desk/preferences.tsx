import { ActionIcon, Menu, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../words-context.tsx';

/** Language and light or dark, on every page, also before the log-in. */
export function Preferences() {
  return (
    <>
      <LanguageSwitch />
      <SchemeSwitch />
    </>
  );
}

function LanguageSwitch() {
  const { words, language, choose } = useWords();
  const [open, setOpen] = useState(false);
  const tick = <IconCheck size={14} aria-hidden />;
  return (
    <Menu position="bottom-end" onChange={setOpen}>
      <Menu.Target>
        {/* It would lie over the first line of the menu. */}
        <Tooltip label={words.chrome.language} disabled={open}>
          <ActionIcon variant="subtle" color="gray" size="lg" c="inherit" aria-label={words.chrome.language}>
            <IconLanguage size={19} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item lang="es" onClick={() => choose('es')} rightSection={language === 'es' ? tick : null}>
          {words.chrome.spanish}
        </Menu.Item>
        <Menu.Item lang="en" onClick={() => choose('en')} rightSection={language === 'en' ? tick : null}>
          {words.chrome.english}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeSwitch() {
  const { words } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [open, setOpen] = useState(false);
  const choices = [
    { value: 'light', label: words.chrome.light, icon: <IconSun size={16} aria-hidden /> },
    { value: 'dark', label: words.chrome.dark, icon: <IconMoon size={16} aria-hidden /> },
    { value: 'auto', label: words.chrome.auto, icon: <IconDeviceDesktop size={16} aria-hidden /> },
  ] as const;
  return (
    <Menu position="bottom-end" onChange={setOpen}>
      <Menu.Target>
        <Tooltip label={words.chrome.theme} disabled={open}>
          <ActionIcon variant="subtle" color="gray" size="lg" c="inherit" aria-label={words.chrome.theme}>
            {colorScheme === 'dark' ? <IconMoon size={19} /> : <IconSun size={19} />}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(choice => (
          <Menu.Item
            key={choice.value}
            leftSection={choice.icon}
            rightSection={colorScheme === choice.value ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => setColorScheme(choice.value)}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
