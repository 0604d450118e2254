import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconPhone, IconRepeat } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { keyed } from '../../../src/customers/keyed.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { callArea } from '../../state/call-area.ts';
import { me, queueTitle } from '../../state/screen.ts';
import { colleagues, isOwnNumber, namedBy, ownerOf } from '../../state/targets.ts';
import { Dialog } from '../desk/dialog.tsx';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';
import { DialColleagues } from './dial-colleagues.tsx';
import { useOpenTicket } from './use-open-ticket.ts';
import { type Redial, useRedial } from './use-redial.ts';
import { Withhold } from './withhold.tsx';

/** What fits into the field: a number with signs between its digits. */
const LONGEST = 64;

const PAD = [...'123456789*0#'];

interface DialDialogProps {
  readonly title: string;
  readonly withheld: boolean | null;
  readonly onWithhold: (withheld: boolean) => void;
  readonly onClose: () => void;
  /** From the talk that I am in. */
  readonly second?: boolean;
}

/** Whom to call: a number that is keyed or pasted, or a colleague. */
export function DialDialog({ title, withheld, onWithhold, onClose, second = false }: DialDialogProps) {
  const keys = useKeymap();
  const { api, store } = useWorkplace();
  const { words, say, formats } = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [number, setNumber] = useState('');
  const queues = useSeen(screen =>
    (me(screen)?.queues ?? []).map(name => ({ value: name, label: queueTitle(screen, name) })),
  );
  const [queue, setQueue] = useState(queues[0]?.value ?? null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [busy, setBusy] = useState(false);
  const meant = keyed(number);
  const last = useRedial();
  const about = useOpenTicket();
  const owner = useSeen(screen => {
    const all = colleagues(screen);
    return ownerOf(all, number) ?? namedBy(all, number);
  });
  const ownNumber = useSeen(screen => me(screen)?.extension ?? '');
  const isOwn = isOwnNumber(ownNumber, number);

  const write = (text: string) => {
    setNumber(text.slice(0, LONGEST));
    setFault(null);
  };
  const press = (key: string) => {
    write(number + key);
    field.current?.focus();
  };
  const clear = () => {
    write('');
    field.current?.focus();
  };
  useKeys({ clear: { now: number !== '', does: clear } });

  async function begin(calls: () => Promise<unknown>): Promise<void> {
    if (busy) return;
    setBusy(true);
    try {
      await calls();
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
      field.current?.focus();
    }
  }

  /** From a talk a colleague is consulted: who is in it waits. */
  const toColleague = (colleague: string) => {
    const area = callArea(store.get());
    const talk = area.kind === 'idle' ? null : area.id;
    void begin(() =>
      second && talk !== null
        ? api.consult(talk, { colleague, note: '' })
        : api.callOut({ colleague, ...about }),
    );
  };

  const again = ({ wish }: Redial) =>
    'colleague' in wish
      ? toColleague(wish.colleague)
      : void begin(() =>
          api.callOut({ ...wish, ...(withheld ? { withheld } : {}), ...(second ? { second } : {}) }),
        );

  function call(event: FormEvent): void {
    event.preventDefault();
    if (meant === '' || isOwn) return;
    if (owner) {
      toColleague(owner.id);
      return;
    }
    void begin(() =>
      api.callOut({
        number,
        ...(queue === null ? {} : { queue }),
        ...(withheld ? { withheld } : {}),
        ...(second ? { second } : {}),
      }),
    );
  }

  return (
    <Dialog manual="dial" title={title} opened onClose={onClose}>
      <form noValidate onSubmit={call} data-dialog="dial">
        <Stack gap="sm">
          <TextInput
            ref={field}
            label={words.dial.number}
            description={words.dial.hint}
            value={number}
            type="tel"
            autoComplete="off"
            maxLength={LONGEST}
            data-autofocus
            data-text="dial-number"
            onChange={event => write(event.currentTarget.value)}
          />
          <Text fz="sm" mih={20} className="figures" role="status" data-dials>
            {isOwn ? words.dial.ownNumber : ''}
            {owner
              ? second
                ? words.dial.consultsColleague(owner.name)
                : words.dial.meantColleague(owner.name)
              : !isOwn && meant !== '' && meant !== number.trim()
                ? words.dial.meant(formats.telephone(meant))
                : ''}
          </Text>
          <Group justify="center" align="flex-start" wrap="nowrap" gap={16}>
            <fieldset
              className={style.pad}
              style={{ border: 0, margin: 0, padding: 0 }}
              aria-label={words.call.keypad}
            >
              {PAD.map(key => (
                <Button key={key} type="button" variant="default" onClick={() => press(key)} data-key={key}>
                  {key}
                </Button>
              ))}
            </fieldset>
            <DialColleagues sought={number} onCall={toColleague} second={second} />
          </Group>
          {queues.length > 1 ? (
            <Select
              label={words.dial.queue}
              description={words.dial.queueHint}
              data={queues}
              value={queue}
              allowDeselect={false}
              onChange={setQueue}
            />
          ) : null}
          <Withhold field="withhold" withheld={withheld} onChange={onWithhold} />
          {fault ? (
            <Alert color="red" role="alert">
              {say(fault.words)}
            </Alert>
          ) : null}
          <Group justify="flex-end" gap="xs">
            {last ? (
              <Button
                variant="default"
                px="sm"
                leftSection={<IconRepeat size={16} aria-hidden />}
                mr="auto"
                onClick={() => again(last)}
                data-action="redial-last"
              >
                <span className="sr-only">{words.dial.again} </span>
                <span className="figures">{last.title}</span>
              </Button>
            ) : null}
            <Button
              variant="default"
              px="sm"
              disabled={number === ''}
              rightSection={<Key name={`⇧${words.keys.delete}`} />}
              aria-keyshortcuts={keys.clear}
              onClick={clear}
              data-action="clear-number"
            >
              {words.dial.clear}
            </Button>
            <Button
              type="submit"
              color="green"
              px="sm"
              loading={busy}
              disabled={meant === '' || isOwn}
              leftSection={<IconPhone size={18} aria-hidden />}
              rightSection={<Key name="↵" />}
              data-action="call-number"
            >
              {words.dial.call}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
