import { Button } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { askNoticesOnce } from '../../phone/desktop-notice.ts';
import { type HelpAsked, helpAsked } from '../../state/help.ts';
import { hasTelephone } from '../../state/supervision.ts';
import { useName } from '../agent/use-party.ts';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { SuperviseButtons } from './supervise-buttons.tsx';
import style from './supervisor.module.css';

/** Agents who ask for help, before everything else on the board. */
export function HelpWanted() {
  const asked = useSeen(helpAsked);
  return asked.map(call => <Line key={call.id} call={call} />);
}

function Line({ call }: { readonly call: HelpAsked }) {
  const { seeHelp } = useWorkplace();
  const { words, formats } = useWords();
  const who = useName()(call.help.agent);
  const able = useSeen(hasTelephone);
  const caller = call.customer?.name ?? (formats.telephone(call.callerNumber) || words.call.hiddenNumber);
  return (
    <div className={style.alarm} data-severity="critical" data-help-asked={call.id} role="alert">
      <IconLifebuoy size={16} aria-hidden />
      <span style={{ flex: 1 }}>
        {call.customerLeft ? words.help.asksAlone(who) : words.help.asksWith(who, caller)}
      </span>
      <span aria-live="off">
        <Elapsed since={call.help.since} />
      </span>
      {able ? <SuperviseButtons call={call} /> : null}
      <Button
        size="compact-sm"
        data-action="see-help"
        onClick={() => {
          askNoticesOnce();
          void seeHelp(call.id);
        }}
      >
        {words.help.see}
      </Button>
    </div>
  );
}
