import { Avatar, Menu, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconAddressBook,
  IconBook,
  IconChartBar,
  IconDeviceLandlinePhone,
  IconHeadset,
  IconKey,
  IconKeyboard,
  IconLogout,
  IconShieldCheck,
  IconStethoscope,
  IconTicket,
  IconUsers,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link, useRoute } from 'wouter';
import { can } from '../../../src/rights/capabilities.ts';
import { desksShown } from '../../state/desks-shown.ts';
import { guideOf } from '../../state/manual-place.ts';
import { DESK_PATHS, type Desk } from '../../state/route.ts';
import { isLeaving, me } from '../../state/screen.ts';
import { accountWords } from '../../words/account.ts';
import { figuresWords } from '../../words/figures.ts';
import { registrationWords } from '../../words/registration.ts';
import { shortcutsWords } from '../../words/shortcuts.ts';
import { showCheck } from '../check/check-beside.tsx';
import { ContactsButton } from '../contacts/contacts-beside.tsx';
import { lazyDialog } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import { Brand } from './brand.tsx';
import { CallBar } from './call-bar.tsx';
import style from './desk.module.css';
import { useKeymap, useKeys } from './hotkeys.ts';
import { Key } from './key.tsx';
import { NoticePill } from './notice-pill.tsx';
import { PhonePill } from './phone-pill.tsx';
import { Preferences } from './preferences.tsx';
import { SupervisionBar } from './supervision-bar.tsx';
import { VolumeButton } from './volume-button.tsx';

const RegistrationDialog = lazyDialog(
  () => import('./registration-dialog.tsx').then(m => m.RegistrationDialog),
  [registrationWords],
  { ahead: true },
);
const ShortcutsDialog = lazyDialog(
  () => import('./shortcuts-dialog.tsx').then(m => m.ShortcutsDialog),
  [shortcutsWords],
);
const OwnFiguresDialog = lazyDialog(
  () => import('../agent/own-figures.tsx').then(m => m.OwnFiguresDialog),
  [figuresWords],
);
const AccountDialog = lazyDialog(
  () => import('../account/account-dialog.tsx').then(m => m.AccountDialog),
  [accountWords],
);

const ICONS: Record<Desk, ReactNode> = {
  agent: <IconHeadset size={17} aria-hidden />,
  tickets: <IconTicket size={17} aria-hidden />,
  customers: <IconAddressBook size={17} aria-hidden />,
  supervisor: <IconChartBar size={17} aria-hidden />,
  admin: <IconUsers size={17} aria-hidden />,
  audit: <IconShieldCheck size={17} aria-hidden />,
};

export function Header({ onLogOut }: { readonly onLogOut: () => void }) {
  const desks = useSeen(desksShown);
  const { words } = useWords();
  return (
    <header className={style.header}>
      <Brand />
      <nav className={style.nav} aria-label={words.chrome.desks}>
        {desks.map(desk => (
          <Tab key={desk} desk={desk} />
        ))}
      </nav>
      <div className={style.middle}>
        <NoticePill />
        <CallBar />
        <SupervisionBar />
      </div>
      <div className={style.tools}>
        <PhonePill />
        <VolumeButton />
        <ContactsButton />
        <Preferences />
        <Account onLogOut={onLogOut} />
      </div>
    </header>
  );
}

function Tab({ desk }: { readonly desk: Desk }) {
  const { words } = useWords();
  const [here] = useRoute(DESK_PATHS[desk]);
  return (
    <Link
      className={style.tab}
      href={`/${desk}`}
      aria-current={here ? 'page' : undefined}
      title={words.chrome[desk]}
    >
      {ICONS[desk]}
      <span className={style.tabName}>{words.chrome[desk]}</span>
    </Link>
  );
}

function Account({ onLogOut }: { readonly onLogOut: () => void }) {
  const keys = useKeymap();
  const { words, language } = useWords();
  const who = useSeen(screen => screen.who);
  const leaving = useSeen(isLeaving);
  const [open, setOpen] = useState(false);
  const [figures, { open: openFigures, close: closeFigures }] = useDisclosure();
  const [registration, { open: openRegistration, close: closeRegistration }] = useDisclosure();
  const hasFigures = !leaving && can(who.person, 'telephone');
  const hasPhone = who.phone !== null && who.person.phoneKind === 'browser';
  const [shortcuts, { open: openShortcuts, close: closeShortcuts }] = useDisclosure();
  useKeys({ registration: { now: hasPhone, does: openRegistration }, shortcuts: openShortcuts });
  const { displayName, role, level } = who.person;
  // The telephone goes with the session: who is logged out in a call hangs up on the customer.
  const inCall = useSeen(screen => ['offered', 'talking'].includes(me(screen)?.work.kind ?? 'idle'));
  return (
    <>
      {open ? <AccountDialog onClose={() => setOpen(false)} /> : null}
      {shortcuts ? <ShortcutsDialog onClose={closeShortcuts} /> : null}
      {figures ? <OwnFiguresDialog onClose={closeFigures} /> : null}
      {registration ? <RegistrationDialog onClose={closeRegistration} /> : null}
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <UnstyledButton ml={6} data-action="account">
            <Avatar size={32} radius="xl" color="rio" variant="filled" aria-hidden>
              {initials(displayName)}
            </Avatar>
            <span className="sr-only">
              {words.chrome.account}: {displayName} ({initials(displayName)})
            </span>
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text fw={600} fz="sm" c="var(--mantine-color-text)">
              {displayName}
            </Text>
            {words.roles[role]} · {words.ticket.level(level)}
          </Menu.Label>
          <Menu.Divider />
          {hasPhone ? (
            <Menu.Item
              leftSection={<IconDeviceLandlinePhone size={16} aria-hidden />}
              rightSection={<Key name={keys.registration} />}
              onClick={openRegistration}
              data-action="registration"
            >
              {words.keys.registration}
            </Menu.Item>
          ) : null}
          {hasPhone ? (
            <Menu.Item
              leftSection={<IconStethoscope size={16} aria-hidden />}
              onClick={() => showCheck()}
              data-action="check-workplace"
            >
              {words.chrome.check}
            </Menu.Item>
          ) : null}
          {hasFigures ? (
            <Menu.Item
              leftSection={<IconChartBar size={16} aria-hidden />}
              onClick={openFigures}
              data-action="own-figures"
            >
              {words.chrome.ownFigures}
            </Menu.Item>
          ) : null}
          <Menu.Item
            leftSection={<IconKeyboard size={16} aria-hidden />}
            rightSection={<Key name={keys.shortcuts} />}
            onClick={openShortcuts}
            data-action="shortcuts"
          >
            {words.keys.shortcuts}
          </Menu.Item>
          <Menu.Item
            component="a"
            href={`/manual/${language}/${guideOf(who.person)}.pdf`}
            download
            leftSection={<IconBook size={16} aria-hidden />}
            data-action="manual-pdf"
          >
            {words.chrome.manualPdf}
          </Menu.Item>
          {leaving ? null : (
            <Menu.Item
              leftSection={<IconKey size={16} aria-hidden />}
              onClick={() => setOpen(true)}
              data-action="own-account"
            >
              {words.chrome.ownAccount}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={onLogOut}
            disabled={inCall}
            data-action="log-out"
          >
            {words.access.logOut}
            {inCall ? (
              <Text fz="xs" c="dimmed">
                {words.access.notInCall}
              </Text>
            ) : null}
          </Menu.Item>
          <Menu.Label>{words.chrome.version(who.version)}</Menu.Label>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

const initials = (name: string) =>
  name
    .split(' ')
    .filter(Boolean)
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');
