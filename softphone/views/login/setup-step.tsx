import { Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { Enrolled } from '../../../src/http/shapes/second-factor.ts';
import type { WhoAmI } from '../../../src/http/shapes/session.ts';
import type { Api } from '../../link/api.ts';
import { accountWords } from '../../words/account.ts';
import { RecoveryCodes } from '../account/recovery-codes.tsx';
import { lazyPart, useOwnWords } from '../lazy-part.tsx';

const Enrolment = lazyPart(() => import('../account/enrolment.tsx').then(m => m.Enrolment));

interface SetupStepProps {
  readonly api: Pick<Api, 'enrolAtLogIn' | 'confirmAtLogIn'>;
  readonly ticket: string;
  readonly onIn: (who: WhoAmI) => void;
  readonly onBack: () => void;
}

/** After the password of one whose role must have a second factor: the app, then its recovery codes. */
export function SetupStep({ api, ticket, onIn, onBack }: SetupStepProps) {
  const own = useOwnWords(accountWords);
  const [enrolled, setEnrolled] = useState<Enrolled | null>(null);
  return (
    <Stack gap="md">
      <Title order={1} fz={22}>
        {enrolled ? own.factor.codesTitle : own.factor.setupTitle}
      </Title>
      {enrolled ? (
        <RecoveryCodes
          codes={enrolled.recoveryCodes}
          username={enrolled.who.person.username}
          onDone={() => onIn(enrolled.who)}
        />
      ) : (
        <>
          <Text c="dimmed" fz="sm">
            {own.factor.setupRequired}
          </Text>
          <Enrolment
            begin={() => api.enrolAtLogIn(ticket)}
            confirm={async (enrolment, code) => {
              setEnrolled(await api.confirmAtLogIn({ ticket, enrolment, code }));
            }}
            onBack={onBack}
            back={own.factor.toLogIn}
          />
        </>
      )}
    </Stack>
  );
}
