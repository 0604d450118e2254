import { Alert, Button, Group, Paper, Select, Table, Text, TextInput, Title } from '@mantine/core';
import { IconDownload, IconRefresh, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import { type AuditSearch, auditExportAddress } from '../../link/api.ts';
import { dayStart } from '../../state/audit-days.ts';
import { auditWords } from '../../words/audit.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useNarrowed } from '../use-address.ts';
import { useTakenFiles } from '../use-taken-files.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './audit.module.css';
import { AuditRow } from './audit-row.tsx';
import { ChainPill } from './chain-pill.tsx';
import { useAudit } from './use-audit.ts';

/** What was done and tried in the centre, and whether that is still what was written. */
export function AuditPage() {
  const { api } = useWorkplace();
  const who = useSeen(screen => screen.who);
  const { say } = useWords();
  const own = useOwnWords(auditWords);
  const people = usePeople();
  const take = useTakenFiles();
  const [{ kind, person, from, to }, narrow] = useNarrowed(['kind', 'person', 'from', 'to']);
  const zone = who.centre.timezone;
  const search = useMemo<AuditSearch>(
    () => ({
      ...(kind ? { kind } : {}),
      ...(person ? { person } : {}),
      ...given('from', dayStart(from, zone)),
      ...given('to', dayStart(to, zone, 1)),
    }),
    [kind, person, from, to, zone],
  );
  const { cards, total, state, fault, more, check, reload } = useAudit(api, search);

  return (
    <div className={style.page}>
      <Paper className={style.panel}>
        <Group justify="space-between" p="12px 14px 4px" gap="sm">
          <div className={style.heading}>
            <Title order={1} fz={18}>
              {own.audit.title}
            </Title>
            <Text fz="xs" c="dimmed">
              {own.audit.lead}
            </Text>
          </div>
          <ChainPill state={state} onCheck={check} />
        </Group>
        {state && state.faults.length > 0 ? (
          <Alert color="red" m="4px 14px" role="alert" title={own.audit.broken} data-audit="broken">
            {own.audit.brokenLead}
            <ul className={style.faults}>
              {state.faults.map(one => (
                <li key={`${one.seq} ${one.why}`}>{say(one.words)}</li>
              ))}
            </ul>
          </Alert>
        ) : null}
        <div className={style.filters}>
          <Select
            label={own.audit.kind}
            placeholder={own.audit.anyKind}
            data={Object.entries(own.audit.kinds).map(([value, label]) => ({ value, label }))}
            value={kind || null}
            onChange={value => narrow({ kind: value ?? '' })}
            searchable
            clearable
          />
          <Select
            label={own.audit.person}
            placeholder={own.audit.anyPerson}
            data={people.map(one => ({ value: one.id, label: `${one.displayName} (${one.username})` }))}
            value={person || null}
            onChange={value => narrow({ person: value ?? '' })}
            searchable
            clearable
          />
          <TextInput
            type="date"
            label={own.audit.from}
            value={from}
            onChange={event => narrow({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={own.audit.to}
            value={to}
            onChange={event => narrow({ to: event.currentTarget.value })}
          />
          <Group gap="xs" className={style.buttons}>
            <Button
              variant="light"
              leftSection={<IconRefresh size={15} aria-hidden />}
              onClick={reload}
              data-action="reload-audit"
            >
              {own.audit.reload}
            </Button>
            <Button
              variant="light"
              onClick={() => take(auditExportAddress(search))}
              leftSection={<IconDownload size={15} aria-hidden />}
              data-action="download-audit"
            >
              {own.audit.download}
            </Button>
          </Group>
        </div>
        {fault ? (
          <Alert color="red" m="4px 14px" role="alert">
            {say(fault.words)}
          </Alert>
        ) : null}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable by keyboard */}
        <section className={style.scroll} tabIndex={0} aria-label={own.audit.title}>
          {cards?.length === 0 ? (
            <Empty icon={<IconShieldCheck {...EMPTY_ICON} />}>{own.audit.none}</Empty>
          ) : (
            <Table stickyHeader className={style.table}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{own.audit.when}</Table.Th>
                  <Table.Th>{own.audit.what}</Table.Th>
                  <Table.Th>{own.audit.who}</Table.Th>
                  <Table.Th className={style.number}>{own.audit.row}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {(cards ?? []).map(card => (
                  <AuditRow key={card.seq} card={card} />
                ))}
              </Table.Tbody>
            </Table>
          )}
          <Group justify="center" p="sm" gap="md">
            {cards && cards.length > 0 ? (
              <Text fz="xs" c="dimmed" role="status">
                {own.audit.total(total)}
              </Text>
            ) : null}
            {cards && cards.length > 0 && cards.length < total ? (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => void more()}
                data-action="more-audit"
              >
                {own.audit.more}
              </Button>
            ) : null}
          </Group>
        </section>
      </Paper>
    </div>
  );
}

/** Everybody who may be chosen; without them the other filters still work. */
function usePeople(): readonly PersonCard[] {
  const { api } = useWorkplace();
  const [people, setPeople] = useState<readonly PersonCard[]>([]);
  useEffect(() => {
    let gone = false;
    api.people().then(
      list => {
        if (!gone) setPeople(list.items);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api]);
  return people;
}

function given(field: 'from' | 'to', at: number | undefined): Partial<AuditSearch> {
  return at === undefined ? {} : { [field]: at };
}
