import { Paper, Text, Title } from '@mantine/core';
import type { GuestPass } from '../../../src/http/shapes/guests.ts';
import { useWords } from '../words-context.tsx';
import style from './caller.module.css';

/** What a newcomer may try with this telephone. */
export function Tips({ pass }: { readonly pass: GuestPass | null }) {
  const { words, say } = useWords();
  const number = pass?.services[0]?.number ?? '*626';
  return (
    <Paper p="lg" mb="md" withBorder>
      <Title order={2} fz={17} mb={4}>
        {words.caller.title}
      </Title>
      <Text c="dimmed" mb="md">
        {words.caller.lead}
      </Text>
      <ol className={style.tips} aria-label={words.caller.tips}>
        <li>{words.caller.tipDial(number)}</li>
        <li>{words.caller.tipMenu}</li>
        <li>{words.caller.tipTicket}</li>
        <li>{pass?.line === null ? words.caller.tipNoNumber : words.caller.tipBack}</li>
      </ol>
      {pass && pass.services.length > 0 ? (
        <Text fz="sm" c="dimmed">
          {words.caller.services}:{' '}
          {pass.services.map(service => titled(service.number, say(service.title))).join(' · ')}
        </Text>
      ) : null}
      <Text fz="sm" c="dimmed" mt={6}>
        {words.caller.needsMicrophone}
      </Text>
    </Paper>
  );
}

/** Some titles bear their number already. */
const titled = (number: string, title: string) => (title.includes(number) ? title : `${number} ${title}`);
