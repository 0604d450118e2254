import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { ROLES } from '../../../src/agents/events.ts';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import { type PersonFields, proposePassword, type TypedField, withRole } from '../../state/person-form.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';

interface PersonFieldsetProps {
  readonly fields: PersonFields;
  readonly isNew: boolean;
  /** Whether they have a telephone as they are saved; null for a new person. */
  readonly hadTelephone: boolean | null;
  /** One's own password is changed with the present one, elsewhere. */
  readonly isOwn: boolean;
  /** What is to be called wrong, by the form or by the server. */
  readonly wrong: (field: TypedField) => boolean;
  /** It is not being typed in any more. */
  readonly onLeft: (field: TypedField) => void;
  readonly onChange: (fields: PersonFields) => void;
}

export function PersonFieldset({
  fields,
  isNew,
  hadTelephone,
  isOwn,
  wrong,
  onLeft,
  onChange,
}: PersonFieldsetProps) {
  const picture = useSeen(screen => screen.picture);
  const areas = useSeen(screen => screen.areas);
  const { words } = useWords();
  const own = useOwnWords(adminWords);
  const set = (part: Partial<PersonFields>) => onChange({ ...fields, ...part });
  /** Of a field that is typed: what is wrong with it, and that it was left. */
  const typed = (field: TypedField) => ({
    error: wrong(field) && own.people.faults[field],
    onBlur: () => onLeft(field),
  });
  const queues = (picture?.queues ?? []).map(queue => ({ value: queue.name, label: queue.title }));
  const named = areas.filter(({ name }) => name !== '');
  /** Who becomes a supervisor has every area, unless they had some: the admin sees them, and takes away. */
  const chooseRole = (role: PersonCard['role']) => {
    const next = withRole(fields, role);
    const all = role === 'supervisor' && next.areas.length === 0;
    onChange(all ? { ...next, areas: named.map(({ name }) => name) } : next);
  };
  return (
    <>
      <TextInput
        label={own.people.name}
        data-autofocus
        required
        value={fields.displayName}
        {...typed('displayName')}
        onChange={event => set({ displayName: event.currentTarget.value })}
      />
      <TextInput
        label={own.people.username}
        description={isNew ? own.people.usernameHint : undefined}
        required
        readOnly={!isNew}
        variant={isNew ? 'default' : 'filled'}
        autoCapitalize="none"
        spellCheck={false}
        value={fields.username}
        {...typed('username')}
        onChange={event => set({ username: event.currentTarget.value.toLowerCase() })}
      />
      <Group grow align="flex-start">
        <Select
          label={own.people.role}
          data={ROLES.map(role => ({ value: role, label: words.roles[role] }))}
          value={fields.role}
          allowDeselect={false}
          onChange={role => chooseRole(role as PersonCard['role'])}
        />
        <Select
          label={own.people.level}
          data={['1', '2', '3', '4']}
          value={String(fields.level)}
          allowDeselect={false}
          onChange={level => set({ level: Number(level) })}
        />
      </Group>
      {fields.role === 'supervisor' ? (
        <MultiSelect
          label={own.people.areas}
          description={own.people.areasHint}
          data={named.map(({ name, title }) => ({ value: name, label: title }))}
          value={[...fields.areas]}
          data-areas
          onChange={chosen => set({ areas: chosen })}
        />
      ) : null}
      <Checkbox
        label={own.people.telephone}
        description={
          hadTelephone === null || hadTelephone === fields.telephone
            ? own.people.telephoneHint[fields.role]
            : own.people.telephoneEnds
        }
        checked={fields.telephone}
        data-field="telephone"
        onChange={event => set({ telephone: event.currentTarget.checked })}
      />
      {fields.telephone && fields.role === 'agent' ? (
        <Checkbox
          label={own.people.hearsOwn}
          description={own.people.hearsOwnHint}
          checked={fields.hearsOwn}
          data-field="hears-own"
          onChange={event => set({ hearsOwn: event.currentTarget.checked })}
        />
      ) : null}
      {/* The tickets of an agent are those of their queues' areas, also without a telephone. */}
      {fields.telephone || fields.role === 'agent' ? (
        <MultiSelect
          label={own.people.queues}
          data={queues}
          value={[...fields.queues]}
          data-queues
          onChange={chosen => set({ queues: chosen })}
        />
      ) : null}
      {fields.telephone || wrong('extension') ? (
        <TextInput
          label={own.people.extension}
          description={own.people.extensionHint}
          type="tel"
          autoComplete="off"
          value={fields.extension}
          {...typed('extension')}
          data-field="extension"
          onChange={event => set({ extension: event.currentTarget.value.trim() })}
        />
      ) : null}
      {fields.telephone ? (
        <Choice
          label={own.people.phone}
          data={[
            { value: 'browser', label: own.people.phoneKinds.browser },
            { value: 'sip', label: own.people.phoneKinds.sip },
          ]}
          value={fields.phoneKind}
          onChange={kind => set({ phoneKind: kind as PersonCard['phoneKind'] })}
        />
      ) : null}
      <Choice
        label={own.people.language}
        data={[
          { value: 'es', label: words.chrome.spanish },
          { value: 'en', label: words.chrome.english },
        ]}
        value={fields.language}
        onChange={language => set({ language: language as PersonCard['language'] })}
      />
      {isOwn ? null : (
        <Group align="flex-start" wrap="nowrap" gap="xs">
          <TextInput
            style={{ flex: 1 }}
            label={isNew ? own.people.password : own.people.newPassword}
            description={isNew ? own.people.passwordHint : own.people.keepPassword}
            required={isNew}
            autoComplete="new-password"
            spellCheck={false}
            styles={{ input: { fontFamily: 'monospace' } }}
            value={fields.password}
            {...typed('password')}
            onChange={event => set({ password: event.currentTarget.value })}
          />
          <Button
            variant="light"
            mt={24}
            onClick={() => set({ password: proposePassword(crypto.getRandomValues(new Uint8Array(16))) })}
          >
            {own.people.generate}
          </Button>
        </Group>
      )}
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly data: readonly { value: string; label: string }[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choice({ label, data, value, onChange }: ChoiceProps) {
  return (
    <Stack gap={2}>
      <Text fz="sm" fw={500}>
        {label}
      </Text>
      <SegmentedControl aria-label={label} data={[...data]} value={value} onChange={onChange} />
    </Stack>
  );
}
