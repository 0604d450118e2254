import { Paper, Text, Title } from '@mantine/core';
import type { GuestPass } from '../../../src/http/shapes/guests.ts';
import { callerWords } from '../../words/caller.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import style from './caller.module.css';

/** What a newcomer may try with this telephone. */
export function Tips({ pass }: { readonly pass: GuestPass | null }) {
  const { say } = useWords();
  const own = useOwnWords(callerWords);
  const number = pass?.services[0]?.number ?? '*626';
  return (
    <Paper p="lg" mb="md" withBorder>
      <Title order={2} fz={17} mb={4}>
        {own.caller.title}
      </Title>
      <Text c="dimmed" mb="md">
        {own.caller.lead}
      </Text>
      <ol className={style.tips} aria-label={own.caller.tips}>
        <li>{own.caller.tipDial(number)}</li>
        <li>{own.caller.tipMenu}</li>
        <li>{own.caller.tipTicket}</li>
        <li>{pass?.line === null ? own.caller.tipNoNumber : own.caller.tipBack}</li>
      </ol>
      {pass && pass.services.length > 0 ? (
        <Text fz="sm" c="dimmed">
          {own.caller.services}:{' '}
          {pass.services.map(service => titled(service.number, say(service.title))).join(' · ')}
        </Text>
      ) : null}
      <Text fz="sm" c="dimmed" mt={6}>
        {own.caller.needsMicrophone}
      </Text>
    </Paper>
  );
}

/** Some titles bear their number already. */
const titled = (number: string, title: string) => (title.includes(number) ? title : `${number} ${title}`);
