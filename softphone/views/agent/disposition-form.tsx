import { Button, Paper, Text, TextInput } from '@mantine/core';
import { IconArrowUpRight, IconChecks, IconPhoneCheck } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { DispositionCard } from '../../../src/http/shapes/calls.ts';
import { characters } from '../../../src/kit/characters.ts';
import { TEXTS } from '../../../src/tickets/texts.ts';
import { dispositionsFor, effectsOf, missingTexts } from '../../state/dispositions.ts';
import { isPlain, isSent } from '../../state/keys.ts';
import { willKind } from '../../state/my-state.ts';
import { me } from '../../state/screen.ts';
import { useKeymap } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { DISPOSITION_FIELD } from '../desk/use-call-keys.ts';
import { useDraft, useDraftOver } from '../desk/use-draft.ts';
import { overBy } from '../tickets/text-status.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';

interface DispositionFormProps {
  /** The call's id. */
  readonly id: string;
  readonly queue: string | null;
  /** Number of the call's ticket; null while it is not known. */
  readonly ticket: string | null;
  /** Agent and customer spoke; null while that is not known. */
  readonly spoke: boolean | null;
  /** I gave the call to another queue. */
  readonly givenOn: boolean;
  /** The call is over: only this form stands between the agent and the next one. */
  readonly wrapUp: boolean;
}

/** How the call is classified. It may be chosen while talking; it is sent when the call is over. */
export function DispositionForm({ id, queue, ticket, spoke, givenOn, wrapUp }: DispositionFormProps) {
  const keys = useKeymap();
  const { dispose } = useWorkplace();
  const { words, say } = useWords();
  const [code, choose, forgetCode] = useDraft(`disposition.${id}`);
  const [note, write, forgetNote] = useDraft(`disposition-note.${id}`);
  const [summary, writeSummary, forgetSummary] = useDraft(`disposition-summary.${id}`);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const choices = useRef<HTMLDivElement>(null);
  const mine = useSeen(screen => me(screen)?.queues ?? screen.who.person.queues);
  const page = useSeen(({ ticketRead }) => (ticketRead?.number === ticket ? ticketRead : null));
  const dispositions = useSeen(screen => screen.dispositions);
  const will = useSeen(willKind);
  // Of a ticket that was opened again, the old solution stands in the field and is replaced only knowingly.
  const solution = useDraftOver(`disposition-solution.${id}`, page?.solution ?? '');
  const options = dispositionsFor(dispositions, {
    queue,
    mine,
    spoke,
    givenOn,
    effects: effectsOf(page, spoke),
  });
  const chosen = options.find(one => one.code === code) ?? null;
  const card = useSeen(screen => (ticket === null ? undefined : screen.tickets[ticket]));
  const texts = {
    summary: { value: summary, write: writeSummary },
    solution: { value: solution.text, write: solution.write },
  };
  const asked = missingTexts(chosen, {
    summary: Boolean(card?.summary),
    solution: card?.state === 'contact-customer' && page?.solution !== '',
  });
  const missing = asked.find(text => characters(texts[text].value.trim()) < TEXTS[text].least);
  const noteOver = overBy(note, TEXTS.dispositionNote);
  const tooLong = noteOver > 0 || asked.some(text => overBy(texts[text].value, TEXTS[text]) > 0);
  const submit = will === 'ready' ? words.disposition.submitReady : words.disposition.submit;
  const excess = (over: number) => over > 0 && words.ticket.tooMany(over);

  useEffect(() => {
    // Wrap-up begins: the hands are on the keyboard, unless someone is typing a sentence or is in a dialog.
    const elsewhere = document.activeElement?.closest('textarea, input, [role=dialog]');
    if (wrapUp && !elsewhere) document.getElementById(DISPOSITION_FIELD)?.focus();
  }, [wrapUp]);

  async function send(): Promise<void> {
    if (!chosen || !wrapUp || busy || tooLong) return;
    if (missing) {
      form.current?.querySelector<HTMLElement>(`[data-text="${missing}"]`)?.focus();
      return;
    }
    setBusy(true);
    const base = asked.includes('solution') ? { solutionBase: solution.base } : {};
    const written = { ...Object.fromEntries(asked.map(text => [text, texts[text].value.trim()])), ...base };
    if (await dispose(id, { disposition: chosen.code, note: note.trim(), ...written })) {
      for (const forget of [forgetCode, forgetNote, forgetSummary, solution.forget]) forget();
    }
    setBusy(false);
  }

  function pressed(event: KeyboardEvent): void {
    const place = options.findIndex(one => one.code === code);
    const to = (next: number) => {
      const one = options[(next + options.length) % options.length];
      if (!one) return;
      event.preventDefault();
      choose(one.code);
      choices.current?.querySelector<HTMLElement>(`[data-disposition="${CSS.escape(one.code)}"]`)?.focus();
    };
    // Alt and a digit, or Alt and an arrow, are keys of the desk and of the browser.
    if (event.key !== 'Enter' && !isPlain(event)) return;
    const keyed = options.findIndex(one => one.key === event.key.toUpperCase());
    if (keyed >= 0) to(keyed);
    else if (event.key === 'ArrowRight') to(place + 1);
    else if (event.key === 'ArrowLeft') to(place - 1);
    else if (event.key === 'ArrowDown') to(place + COLUMNS);
    else if (event.key === 'ArrowUp') to(place - COLUMNS);
    else if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) void send();
      else form.current?.querySelector<HTMLElement>('[data-text]')?.focus();
    }
  }

  return (
    <Paper
      component="section"
      className={wrapUp ? `${style.panel} ${style.active}` : style.panel}
      aria-labelledby="disposition-title"
      data-wrap-up={wrapUp}
    >
      <h2 className={style.title} id="disposition-title">
        <span>
          {words.disposition.title} <Key name={keys.disposition} />
        </span>
        <Text fz="xs" c="dimmed" component="span" fw={400}>
          <span role="status">
            {missing
              ? words.disposition.needs[missing]
              : chosen
                ? words.disposition.effect[chosen.effect]
                : null}
          </span>
          {chosen ? null : words.disposition.keys}
        </Text>
      </h2>
      {options.length === 0 ? (
        <Text fz="sm" c="dimmed" px={14} style={{ flex: 1 }}>
          {words.disposition.none}
        </Text>
      ) : (
        <div
          ref={choices}
          className={style.choices}
          role="radiogroup"
          aria-label={words.disposition.choose}
          onKeyDown={pressed}
        >
          {options.map((one, place) => {
            const first = place === 0;
            const tabbable = chosen ? chosen.code === one.code : first;
            return (
              // biome-ignore lint/a11y/useSemanticElements: a radio group of buttons with keys
              <button
                key={one.code}
                type="button"
                role="radio"
                id={tabbable ? DISPOSITION_FIELD : undefined}
                className={style.choice}
                aria-checked={one.code === code}
                tabIndex={tabbable ? 0 : -1}
                onClick={() => choose(one.code)}
                data-disposition={one.code}
              >
                {one.key === null ? null : <Key name={one.key} />}
                <span className={style.choiceText}>{say(one.title)}</span>
                {EFFECTS[one.effect]}
              </button>
            );
          })}
        </div>
      )}
      <div className={style.send} ref={form}>
        {asked.map(text => (
          <TextInput
            key={text}
            className={style.wide}
            aria-label={words.disposition[text]}
            placeholder={words.disposition[text]}
            value={texts[text].value}
            error={excess(overBy(texts[text].value, TEXTS[text]))}
            required
            data-text={text}
            onChange={event => texts[text].write(event.currentTarget.value)}
            onKeyDown={event => {
              if (isSent(event.nativeEvent)) void send();
            }}
          />
        ))}
        <TextInput
          aria-label={words.disposition.note}
          placeholder={words.disposition.note}
          value={note}
          error={excess(noteOver)}
          data-text="note"
          onChange={event => write(event.currentTarget.value)}
          onKeyDown={event => {
            if (isSent(event.nativeEvent)) void send();
          }}
        />
        <Button
          disabled={!wrapUp || !chosen || missing !== undefined || tooLong}
          loading={busy}
          onClick={() => void send()}
          rightSection={<Key name="↵" />}
          data-action="dispose"
        >
          {wrapUp ? submit : words.disposition.submitTalking}
        </Button>
      </div>
    </Paper>
  );
}

/** As the style sheet has it. */
const COLUMNS = 2;

const EFFECTS: Record<DispositionCard['effect'], ReactNode> = {
  none: null,
  solved: <IconChecks size={15} aria-hidden />,
  escalate: <IconArrowUpRight size={15} aria-hidden />,
  'contact-made': <IconPhoneCheck size={15} aria-hidden />,
};
