import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'wouter';
import type { AuditCard } from '../../../src/audit/events.ts';
import { aboutOf, linesOf } from '../../state/audit-lines.ts';
import { ticketPath } from '../../state/route.ts';
import { auditWords } from '../../words/audit.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import style from './audit.module.css';

/** One row of the log, in words. */
export function AuditRow({ card }: { readonly card: AuditCard }) {
  const { words, formats } = useWords();
  const own = useOwnWords(auditWords);
  const now = useMinute();
  const moment = (at: number) => formats.moment(at, now);
  const about = aboutOf(card, own);
  const lines = linesOf(card, { ...words, ...own }, moment);
  return (
    <Table.Tr data-audit-row={card.seq} data-kind={card.kind}>
      <Table.Td className={style.when}>
        <time dateTime={new Date(card.at).toISOString()} title={new Date(card.at).toISOString()}>
          {moment(card.at)}
        </time>
      </Table.Td>
      <Table.Td className={style.what}>
        <Text fz="sm" fw={550} component="span">
          {own.audit.kinds[card.kind]}
        </Text>
        {about === null ? null : (
          <Text fz="sm" component="span">
            {': '}
            {card.kind.startsWith('recording-') ? <Ticket number={about} /> : about}
          </Text>
        )}
        {lines.length > 0 ? (
          <Text fz="xs" c="dimmed">
            {lines.join(' · ')}
          </Text>
        ) : null}
      </Table.Td>
      <Table.Td className={style.who}>
        <Text fz="sm">{card.personName ?? card.person ?? own.audit.nobody}</Text>
        <Text fz="xs" c="dimmed" className="figures">
          {card.address ?? own.audit.noAddress}
        </Text>
      </Table.Td>
      <Table.Td className={style.number} data-label={own.audit.row}>
        {card.seq}
      </Table.Td>
    </Table.Tr>
  );
}

function Ticket({ number }: { readonly number: string }) {
  return (
    <Anchor component={Link} href={ticketPath(number)} fz="sm" className="figures">
      {number}
    </Anchor>
  );
}
