import { Alert, Button, Progress, SegmentedControl, Text } from '@mantine/core';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { ContactFormat, ContactScope, RowFault } from '../../../src/contacts/contact.ts';
import type { ImportDone, ImportPreview } from '../../../src/http/shapes/contacts.ts';
import { importContacts, previewContacts } from '../../link/contact-files.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { type FileTrouble, formatOf, HEAD_BYTES, troubleOf } from '../../state/contact-file.ts';
import { contactsWords } from '../../words/contacts.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import style from './contacts.module.css';

interface Chosen {
  readonly file: File;
  readonly format: ContactFormat;
}

interface ImportPaneProps {
  readonly mayShare: boolean;
  readonly onImported: () => void;
  readonly onClose: () => void;
}

/** Imports a file: what was understood of it, and what was not, is shown before anything is saved. */
export function ImportPane({ mayShare, onImported, onClose }: ImportPaneProps) {
  const { words, say } = useWords();
  const own = useOwnWords(contactsWords);
  const [scope, setScope] = useState<ContactScope>('own');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [trouble, setTrouble] = useState<FileTrouble | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [done, setDone] = useState<ImportDone | null>(null);
  /** What is under way, and the share of the file that is sent. */
  const [way, setWay] = useState<{ readonly what: 'preview' | 'import'; readonly sent: number } | null>(null);
  const until = useRef<AbortController | null>(null);
  useEffect(() => () => until.current?.abort(), []);

  async function look(next: Chosen, into: ContactScope): Promise<void> {
    const stop = new AbortController();
    until.current?.abort();
    until.current = stop;
    setPreview(null);
    setFault(null);
    setWay({ what: 'preview', sent: 0 });
    try {
      const found = await previewContacts(
        { ...next, scope: into },
        sent => setWay({ what: 'preview', sent }),
        stop.signal,
      );
      if (!stop.signal.aborted) setPreview(found);
    } catch (thrown) {
      if (!stop.signal.aborted) setFault(asFault(thrown));
    }
    if (!stop.signal.aborted) setWay(null);
  }

  async function choose(file: File | undefined): Promise<void> {
    if (!file) return;
    setTrouble(null);
    setDone(null);
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const format = formatOf(file.name, head);
    const found = troubleOf(file.size, format);
    if (found !== null || format === null) {
      setTrouble(found);
      return;
    }
    const next = { file, format };
    setChosen(next);
    await look(next, scope);
  }

  async function bring(): Promise<void> {
    if (!chosen) return;
    const stop = new AbortController();
    until.current = stop;
    setFault(null);
    setWay({ what: 'import', sent: 0 });
    try {
      const answer = await importContacts(
        { ...chosen, scope },
        sent => setWay({ what: 'import', sent }),
        stop.signal,
      );
      setDone(answer);
    } catch (thrown) {
      if (!stop.signal.aborted) setFault(asFault(thrown));
    }
    // Also what was cut off may have been saved.
    onImported();
    if (!stop.signal.aborted) setWay(null);
  }

  const into = (value: ContactScope) => {
    setScope(value);
    if (chosen && done === null) void look(chosen, value);
  };
  const fresh = preview === null ? 0 : preview.valid - preview.known;

  return (
    <div className={style.form} data-import={done ? 'done' : preview ? 'preview' : 'choose'}>
      <div className={style.fields}>
        <Text component="h3" fz="md" fw={650} m={0}>
          {own.file.title}
        </Text>
        {done === null ? (
          <Text fz="sm" c="dimmed">
            {own.file.lead}
          </Text>
        ) : null}
        {mayShare && done === null ? (
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label={own.file.into}
            data={(['own', 'shared'] as const).map(value => ({ value, label: own.form.scopes[value] }))}
            value={scope}
            disabled={way?.what === 'import'}
            onChange={value => into(value as ContactScope)}
          />
        ) : null}
        {done === null ? (
          <FileChoice
            chosen={chosen}
            disabled={way?.what === 'import'}
            onChoose={file => void choose(file)}
          />
        ) : null}
        <div role="status">
          {way ? (
            <>
              <Text fz="sm">
                {way.what === 'preview' ? own.file.reading : own.file.importing}{' '}
                {own.file.sent(Math.round(way.sent * 100))}
              </Text>
              <Progress mt={4} value={way.sent * 100} animated aria-label={own.file.importing} />
            </>
          ) : null}
          {preview && done === null ? <Counts preview={preview} /> : null}
          {done ? (
            <Alert color="green" p="6px 10px" data-added={done.added}>
              {own.file.done(done.added)} {done.known > 0 ? `${own.file.known(done.known)}.` : ''}{' '}
              {done.faulty > 0 ? `${own.file.faulty(done.faulty)}. ${own.file.again}` : ''}
            </Alert>
          ) : null}
        </div>
        <div role="alert">
          {trouble ? (
            <Alert color="red" p="6px 10px" data-file-trouble={trouble}>
              {own.file.trouble[trouble]}
            </Alert>
          ) : null}
          {fault ? (
            <Alert color="red" p="6px 10px" data-fault={fault.code}>
              {say(fault.words)}{' '}
              {chosen && preview === null ? (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => void look(chosen, scope)}
                  data-action="preview-again"
                >
                  {own.retry}
                </Button>
              ) : null}
            </Alert>
          ) : null}
        </div>
        {done === null && preview ? <Sample preview={preview} /> : null}
        <Faults faults={(done ?? preview)?.faults ?? []} all={(done ?? preview)?.faulty ?? 0} />
      </div>
      <div className={style.foot}>
        {done ? (
          <Button onClick={onClose} data-action="finish-import">
            {own.file.finish}
          </Button>
        ) : (
          <>
            <Button variant="default" onClick={onClose} data-action="cancel-import">
              {words.chrome.cancel}
            </Button>
            <Button
              loading={way?.what === 'import'}
              disabled={fresh === 0 || way !== null}
              onClick={() => void bring()}
              data-action="confirm-import"
            >
              {fresh === 0 ? own.file.confirm(0) : own.file.confirm(fresh)}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

interface FileChoiceProps {
  readonly chosen: Chosen | null;
  readonly disabled: boolean;
  readonly onChoose: (file: File | undefined) => void;
}

/** A file that is chosen or dropped. */
function FileChoice({ chosen, disabled, onChoose }: FileChoiceProps) {
  const own = useOwnWords(contactsWords);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled) onChoose(event.dataTransfer.files[0]);
  };
  return (
    <label
      className={style.drop}
      data-over={over}
      onDragOver={event => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        type="file"
        className="sr-only"
        accept=".csv,.txt,.vcf,.vcard,text/csv,text/vcard"
        disabled={disabled}
        data-first-field
        data-field="contact-file"
        onChange={event => {
          onChoose(event.currentTarget.files?.[0]);
          // The same file, corrected, is another choice.
          event.currentTarget.value = '';
        }}
      />
      <Text fz="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {chosen ? `${chosen.file.name} · ${own.file.formats[chosen.format]}` : own.file.choose}
      </Text>
      <Text fz="xs" c="dimmed">
        {chosen ? own.file.other : own.file.drop}
      </Text>
    </label>
  );
}

function Counts({ preview }: { readonly preview: ImportPreview }) {
  const own = useOwnWords(contactsWords);
  const { rows, valid, known, faulty } = preview;
  const parts = [
    own.file.rows(rows),
    own.file.fresh(valid - known),
    known > 0 ? own.file.known(known) : '',
    faulty > 0 ? own.file.faulty(faulty) : '',
  ];
  return (
    <Text fz="sm" fw={600} data-preview-counts={`${rows} ${valid} ${known} ${faulty}`}>
      {parts.filter(Boolean).join(' · ')}
      {valid === known ? `. ${own.file.nothing}` : ''}
    </Text>
  );
}

/** So many are enough to see whether names are names. */
const SAMPLE = 5;

function Sample({ preview }: { readonly preview: ImportPreview }) {
  const { formats } = useWords();
  const own = useOwnWords(contactsWords);
  if (preview.sample.length === 0) return null;
  return (
    <table className={style.table} data-sample>
      <caption className="sr-only">{own.file.sample}</caption>
      <thead>
        <tr>
          <th scope="col">{own.form.name}</th>
          <th scope="col">{own.form.numbers}</th>
        </tr>
      </thead>
      <tbody>
        {preview.sample.slice(0, SAMPLE).map((each, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the sample never changes
          <tr key={place}>
            <td>
              {each.name}
              {each.organisation === '' ? null : <span className={style.soft}> {each.organisation}</span>}
            </td>
            <td className="figures">
              {each.numbers.map(({ number }) => formats.telephone(number)).join(', ')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Faults({ faults, all }: { readonly faults: readonly RowFault[]; readonly all: number }) {
  const own = useOwnWords(contactsWords);
  if (faults.length === 0) return null;
  return (
    <table className={style.table} data-faults={all}>
      <caption style={{ textAlign: 'left', fontWeight: 650, padding: '4px 0' }}>
        {own.file.faults}
        {all > faults.length ? ` · ${own.file.firstFaults(faults.length, all)}` : ''}
      </caption>
      <thead>
        <tr>
          <th scope="col" style={{ width: 44 }}>
            {own.file.row}
          </th>
          <th scope="col" style={{ width: '36%' }}>
            {own.file.text}
          </th>
          <th scope="col">{own.file.toDo}</th>
        </tr>
      </thead>
      <tbody>
        {faults.map((fault, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row may have several faults, and the list never changes
          <tr key={place} data-fault-row={fault.row} data-why={fault.why}>
            <td className="figures">{fault.row}</td>
            <td>{fault.text}</td>
            <td>{own.file.why[fault.why]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
