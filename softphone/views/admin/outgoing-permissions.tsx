import { ActionIcon, Button, Checkbox, Group, MultiSelect, Select, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import type { GrantableClass } from '../../../src/outgoing/number-class.ts';
import type { Permission } from '../../../src/outgoing/policy.ts';
import { countriesOf, reachOf, whoOf } from '../../state/outgoing-form.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';

/** The agents who are permitted together: those of the first level, and those above it. */
const AGENTS = [[1], [2, 3, 4]];

interface OutgoingPermissionsProps {
  readonly allow: readonly Permission[];
  readonly people: readonly PersonCard[];
  readonly onChange: (allow: Permission[]) => void;
  /** Whether a permission is chosen that was not added yet. */
  readonly onWritten: (isWritten: boolean) => void;
}

/** Who may call what: what no line permits is refused. */
export function OutgoingPermissions({ allow, people, onChange, onWritten }: OutgoingPermissionsProps) {
  const { words } = useWords();
  const own = useOwnWords(adminWords);
  const { classes: names } = own.outgoing;
  const [who, setWho] = useState<string | null>(null);
  const [classes, setClasses] = useState<string[]>(['mobile', 'fixed']);
  const [countries, setCountries] = useState<string>(own.outgoing.countryWords.home);
  const [anybodys, setAnybodys] = useState(false);
  const read = countriesOf(countries, own.outgoing.countryWords);
  const isComplete = who !== null && classes.length > 0 && read !== null;

  const nameOf = ({ who: whose }: Permission) =>
    whose.kind === 'role'
      ? own.outgoing.atLevels(words.roles[whose.role], whose.levels)
      : (people.find(({ id }) => id === whose.person)?.displayName ?? whose.person);

  function choose(next: string | null): void {
    setWho(next);
    onWritten(next !== null);
  }

  function add(): void {
    if (!isComplete) return;
    const permission: Permission = {
      who: whoOf(who),
      entries: ['call-back', 'transfer', 'conference', 'dial'],
      classes: classes as GrantableClass[],
      countries: read,
      numbers: anybodys ? 'any' : 'own',
    };
    onChange([...allow, permission]);
    choose(null);
  }

  return (
    <>
      <Text fz="xs" c="dimmed">
        {own.outgoing.permissionsHint}
      </Text>
      {allow.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a permission has no name, and its line is what is removed
        <Group key={index} justify="space-between" wrap="nowrap" data-permission>
          <Text fz="sm">
            <b>{nameOf(each)}</b>: {reachOf(each, own.outgoing)}
          </Text>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={own.outgoing.remove(nameOf(each))}
            onClick={() => onChange(allow.filter(other => other !== each))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group grow align="start">
        <Select
          label={own.outgoing.who}
          data={[
            ...AGENTS.map(levels => ({
              value: `agents:${levels.join()}`,
              label: own.outgoing.atLevels(words.roles.agent, levels),
            })),
            ...people
              .filter(({ active, telephone }) => active && telephone)
              .map(({ id, displayName }) => ({ value: id, label: displayName })),
          ]}
          value={who}
          onChange={choose}
        />
        <TextInput
          label={own.outgoing.countries}
          description={own.outgoing.countriesHint}
          value={countries}
          error={read === null && own.outgoing.badCountries}
          onChange={event => setCountries(event.currentTarget.value)}
        />
      </Group>
      <MultiSelect
        label={own.outgoing.whichClasses}
        data={Object.entries(names).map(([value, label]) => ({ value, label }))}
        value={classes}
        onChange={setClasses}
      />
      <Group justify="space-between">
        <Checkbox
          label={own.outgoing.anybodys}
          checked={anybodys}
          onChange={event => setAnybodys(event.currentTarget.checked)}
        />
        <Button
          variant="light"
          size="compact-sm"
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={!isComplete}
          onClick={add}
          data-action="add-permission"
        >
          {own.outgoing.add}
        </Button>
      </Group>
    </>
  );
}
