import { Alert, Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useCallback, useEffect, useState } from 'react';
import type { SecondFactorCard } from '../../../src/http/shapes/second-factor.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { accountWords } from '../../words/account.ts';
import { lazyPart, useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { ProveForm } from './prove-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

const Enrolment = lazyPart(() => import('./enrolment.tsx').then(m => m.Enrolment));

type Step =
  | { readonly kind: 'state' }
  | { readonly kind: 'prove'; readonly what: 'on' | 'off' | 'renew' }
  | { readonly kind: 'enrol'; readonly password: string }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

const STATE: Step = { kind: 'state' };

/** One's own authenticator app: on, off, new recovery codes. `onSteps`: something of it is under way. */
export function OwnFactor({ onSteps }: { readonly onSteps: (inSteps: boolean) => void }) {
  const { api } = useWorkplace();
  const who = useSeen(screen => screen.who);
  const { words, say, formats } = useWords();
  const own = useOwnWords(accountWords);
  const now = useMinute();
  const [card, setCard] = useState<SecondFactorCard | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [step, setStep] = useState<Step>(STATE);

  const load = useCallback(() => {
    api.ownFactor().then(setCard, thrown => setFault(asFault(thrown)));
  }, [api]);
  useEffect(load, [load]);
  const isIdle = step.kind === 'state';
  useEffect(() => onSteps(!isIdle), [onSteps, isIdle]);
  const back = () => {
    setStep(STATE);
    load();
  };

  function prove(what: 'on' | 'off' | 'renew') {
    const proven = {
      // The enrolment asks with it, and says so when it is wrong.
      on: async (password: string) => setStep({ kind: 'enrol', password }),
      off: async (password: string, code: string) => {
        await api.factorOff({ password, code });
        notifications.show({ color: 'green', message: own.factor.switchedOff });
        back();
      },
      renew: async (password: string, code: string) => {
        const { recoveryCodes } = await api.renewRecoveryCodes({ password, code });
        setStep({ kind: 'codes', codes: recoveryCodes });
      },
    };
    const lead = { on: own.factor.proveOn, off: own.factor.proveOff, renew: own.factor.proveRenew };
    const action = { on: own.factor.goOn, off: own.factor.switchOff, renew: own.factor.renew };
    return (
      <ProveForm
        lead={lead[what]}
        action={action[what]}
        withCode={what !== 'on'}
        onProven={proven[what]}
        onCancel={back}
      />
    );
  }

  function content() {
    switch (step.kind) {
      case 'state':
        return card ? (
          <>
            <Text fz="sm" c="dimmed">
              {own.factor.lead} {card.required ? own.factor.required : null}
            </Text>
            <Group gap="xs">
              <Badge color={card.on ? 'green' : 'gray'}>
                {card.since === null ? own.factor.off : own.factor.on(formats.moment(card.since, now))}
              </Badge>
              {card.on ? <Text fz="sm">{own.factor.left(card.recoveryCodesLeft)}</Text> : null}
            </Group>
            <Group>
              {card.on ? (
                <>
                  <Button
                    variant="light"
                    onClick={() => setStep({ kind: 'prove', what: 'renew' })}
                    data-action="renew-codes"
                  >
                    {own.factor.renew}
                  </Button>
                  {card.required ? null : (
                    <Button
                      variant="light"
                      color="red"
                      onClick={() => setStep({ kind: 'prove', what: 'off' })}
                      data-action="factor-off"
                    >
                      {own.factor.switchOff}
                    </Button>
                  )}
                </>
              ) : (
                <Button onClick={() => setStep({ kind: 'prove', what: 'on' })} data-action="factor-on">
                  {own.factor.switchOn}
                </Button>
              )}
            </Group>
          </>
        ) : null;
      case 'prove':
        return prove(step.what);
      case 'enrol':
        return (
          <Enrolment
            begin={() => api.beginEnrolment(step.password)}
            confirm={async (enrolment, code) => {
              const { recoveryCodes } = await api.confirmEnrolment({ enrolment, code });
              setStep({ kind: 'codes', codes: recoveryCodes });
            }}
            onBack={back}
            back={words.chrome.cancel}
          />
        );
      case 'codes':
        return <RecoveryCodes codes={step.codes} username={who.person.username} onDone={back} />;
      default:
        return step satisfies never;
    }
  }

  return (
    <Stack gap="sm" data-second-factor={card === null ? undefined : card.on ? 'on' : 'off'}>
      <Title order={2} fz={15}>
        {step.kind === 'codes' ? own.factor.codesTitle : own.factor.title}
      </Title>
      {fault ? (
        <Alert color="red" role="alert">
          {say(fault.words)}
        </Alert>
      ) : null}
      {content()}
    </Stack>
  );
}
