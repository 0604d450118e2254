import { notifications } from '@mantine/notifications';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { WhoAmI } from '../../../src/http/shapes/session.ts';
import { kindsOf } from '../../../src/kit/kinds.ts';
import type { Api } from '../../link/api.ts';
import type { LinkFault } from '../../link/fault.ts';
import { browserClock, nextFrame, socketAddress, tabLockOf } from '../../link/here.ts';
import { browserSocket } from '../../link/live-socket.ts';
import { ownDrafts } from '../../link/own-drafts.ts';
import { sipPhone } from '../../phone/sip-phone.ts';
import { browserSound } from '../../phone/sound.ts';
import { webTones } from '../../phone/tones.ts';
import { desksShown } from '../../state/desks-shown.ts';
import type { Drafts } from '../../state/drafts.ts';
import type { KeptBox } from '../../state/keep-box.ts';
import { loggedOutBy, type Ordered } from '../../state/orders.ts';
import { ownHeadset } from '../../state/own-headset.ts';
import { painted } from '../../state/painted.ts';
import { keepRelays } from '../../state/relays.ts';
import { DESK_PATHS, type Desk as DeskName, homeOf } from '../../state/route.ts';
import { isLeaving, isOver } from '../../state/screen.ts';
import { voiceFirst } from '../../state/voice-first.ts';
import { openWorkplace, type Workplace } from '../../state/workplace.ts';
import { adminWords } from '../../words/admin.ts';
import { auditWords } from '../../words/audit.ts';
import { customerWords } from '../../words/customer.ts';
import { filesWords } from '../../words/files.ts';
import { floorWords } from '../../words/floor.ts';
import { CheckBeside } from '../check/check-beside.tsx';
import { ContactsBeside } from '../contacts/contacts-beside.tsx';
import { CustomerBeside } from '../customers/customer-beside.tsx';
import { lazyPart } from '../lazy-part.tsx';
import { NoticesHere } from '../notices/notices-here.tsx';
import { SkewContext } from '../now.tsx';
import { SchedulingHere } from '../scheduled/scheduling-here.tsx';
import { useWords } from '../words-context.tsx';
import { type DrawnWorkplace, type LateBox, useSeen, WorkplaceContext } from '../workplace-context.tsx';
import { Ahead } from './ahead.tsx';
import style from './desk.module.css';
import { EndForAll } from './end-for-all.tsx';
import { FaultFence } from './fault-fence.tsx';
import { Header } from './header.tsx';
import { pressKey } from './hotkeys.ts';
import { LiveRegion } from './live-region.tsx';
import { useCallKeys } from './use-call-keys.ts';
import { DraftsContext } from './use-draft.ts';
import { useOrderTold } from './use-order-told.tsx';
import { useRingNotice } from './use-ring-notice.ts';
import { useTraces } from './use-traces.ts';

const beside = <Ahead />;
const AgentPage = lazyPart(() => import('../agent/agent-page.tsx').then(m => m.AgentPage), { beside });
const TicketsPage = lazyPart(() => import('../tickets/tickets-page.tsx').then(m => m.TicketsPage), {
  beside,
});
const CustomersPage = lazyPart(() => import('../customers/customers-page.tsx').then(m => m.CustomersPage), {
  words: [customerWords],
  beside,
});
const SupervisorPage = lazyPart(
  () => import('../supervisor/supervisor-page.tsx').then(m => m.SupervisorPage),
  { words: [floorWords], beside },
);
const AuditPage = lazyPart(() => import('../admin/audit-page.tsx').then(m => m.AuditPage), {
  words: [auditWords, filesWords],
  beside,
});
const AdminPage = lazyPart(() => import('../admin/admin-page.tsx').then(m => m.AdminPage), {
  words: [adminWords],
  beside,
});

/** The page is drawn by then, ms. */
const BOX_AFTER_MS = 2_000;

interface DeskProps {
  readonly api: Api;
  readonly who: WhoAmI;
  readonly onLogOut: () => void;
  /** The session was ended by the server; by a supervisor's order, if there is one. */
  readonly onOver: (order: Ordered | null) => void;
}

/** Everything after the log-in. The telephone lives here, so that moving between pages never ends a call. */
export function Desk({ api, who, onLogOut, onOver }: DeskProps) {
  const { say } = useWords();
  const sayNow = useRef(say);
  const over = useRef(onOver);
  useEffect(() => {
    sayNow.current = say;
    over.current = onOver;
  });

  // Opened in an effect: a telephone must ring in one place, and React may draw a page more than once.
  const [workplace, setWorkplace] = useState<DrawnWorkplace | null>(null);
  const [drafts, setDrafts] = useState<Drafts | null>(null);
  useEffect(() => {
    let gone = false;
    void ownDrafts(who).then(opened => {
      if (!gone) setDrafts(opened);
    });
    return () => {
      gone = true;
    };
  }, [who]);
  useEffect(() => {
    const opened = furnish(api, who, fault => {
      if (fault.status === 401) opened.store.send({ kind: 'nobody' });
      else notifications.show({ color: 'red', message: sayNow.current(fault.words) });
    });
    // Whatever became of the session: a voice that is on this page is not cut off by it.
    const stop = opened.store.watch(() => {
      if (isOver(opened.store.get())) over.current(loggedOutBy(opened.store.get()));
    });
    setWorkplace(opened);
    return () => {
      stop();
      setWorkplace(null);
      void opened.close();
    };
  }, [api, who]);

  return workplace && drafts ? (
    <WorkplaceContext value={workplace}>
      <DraftsContext value={drafts}>
        <Frame onLogOut={onLogOut} />
      </DraftsContext>
    </WorkplaceContext>
  ) : null;
}

/** Puts the real telephone, sound and socket of this browser on the desk. */
function furnish(api: Api, who: WhoAmI, onFault: (fault: LinkFault) => void): DrawnWorkplace {
  const sound = browserSound(browserClock, who.person.id);
  const tones = webTones();
  const relays = keepRelays(api, browserClock, who.phone?.iceServers ?? []);
  const phone = who.phone
    ? sipPhone({
        account: who.phone,
        relays: relays.now,
        server: socketAddress('/sip'),
        sound,
        clock: browserClock,
        lock: tabLockOf(`cauce.telephone.${who.person.id}`),
        hangUpOnClose: false,
      })
    : null;
  const opened = openWorkplace({
    who,
    api,
    phone,
    sound,
    tones,
    clock: browserClock,
    openSocket: handlers => browserSocket(socketAddress('/live'), handlers),
    onFault(fault) {
      box.kept()?.add('error', `api ${fault.status} ${fault.code}`);
      onFault(fault);
    },
  });
  const { store } = opened;
  const box = lateBox(opened);
  const headset = phone ? ownHeadset(store, pressKey) : null;
  const voice = { call: () => store.get().phone.call, watch: store.watch, clock: browserClock };
  return {
    ...opened,
    headset,
    box,
    painted: painted(store.watch, voiceFirst(nextFrame, voice)),
    close() {
      relays.stop();
      box.close();
      headset?.close();
      return opened.close();
    },
  };
}

/** What keeps the page's last hour comes after the page itself, or when it is asked for. */
function lateBox(workplace: Workplace): LateBox & { close(): void } {
  let box: KeptBox | null = null;
  let isOver = false;
  let loading: Promise<KeptBox | null> | null = null;
  const open = () => {
    loading ??= import('../../state/keep-box.ts').then(
      ({ keepBox }) => {
        if (!isOver) box = keepBox(workplace);
        return box;
      },
      // Without its server the page keeps nothing.
      () => null,
    );
    return loading;
  };
  const timer = browserClock.after(BOX_AFTER_MS, () => void open());
  return {
    kept: () => box,
    open,
    close() {
      isOver = true;
      timer.cancel();
      box?.close();
    },
  };
}

function Frame({ onLogOut }: { readonly onLogOut: () => void }) {
  const skewMs = useSeen(screen => screen.skewMs);
  const { words } = useWords();
  const [page] = useLocation();
  useCallKeys();
  useTraces();
  useRingNotice();
  useOrderTold();
  return (
    <SkewContext value={skewMs}>
      <a className={style.skip} href="#content">
        {words.chrome.skip}
      </a>
      <div className={style.frame}>
        <Header onLogOut={onLogOut} />
        {/* The agent's page has its own place for them: above it they would push the call down. */}
        <div>{page === DESK_PATHS.agent ? null : <NoticesHere look="strip" />}</div>
        <main id="content" className={style.content} tabIndex={-1}>
          <FaultFence key={page}>
            <Page />
          </FaultFence>
        </main>
        <ContactsBeside />
      </div>
      <CustomerBeside />
      <SchedulingHere />
      <EndForAll />
      <CheckBeside />
      <LiveRegion />
    </SkewContext>
  );
}

const PAGES: Readonly<Record<DeskName, ComponentType>> = {
  agent: AgentPage,
  admin: AdminPage,
  audit: AuditPage,
  supervisor: SupervisorPage,
  tickets: TicketsPage,
  customers: CustomersPage,
};

/** The page of the address, if the reader may open it; else the address becomes that of their first desk. */
function Page() {
  const desks = useSeen(desksShown);
  const leaving = useSeen(isLeaving);
  const home = useSeen(screen => (isLeaving(screen) ? '/agent' : homeOf(screen.who.person)));
  return (
    <Switch>
      {kindsOf(PAGES)
        .filter(desk => desks.includes(desk) || (desk === 'tickets' && !leaving))
        .map(desk => (
          <Route key={desk} path={DESK_PATHS[desk]} component={PAGES[desk]} />
        ))}
      <Route>
        <Redirect key={home} to={home} />
      </Route>
    </Switch>
  );
}
