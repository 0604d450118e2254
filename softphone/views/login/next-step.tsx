import { lazy, Suspense } from 'react';
import type { LogInGoesOn, WhoAmI } from '../../../src/http/shapes/session.ts';
import type { Api } from '../../link/api.ts';

const CodeStep = lazy(() => import('./code-step.tsx').then(module => ({ default: module.CodeStep })));
const SetupStep = lazy(() => import('./setup-step.tsx').then(module => ({ default: module.SetupStep })));

interface NextStepProps {
  readonly api: Pick<Api, 'proveByCode' | 'enrolAtLogIn' | 'confirmAtLogIn'>;
  readonly step: LogInGoesOn;
  readonly onIn: (who: WhoAmI) => void;
  readonly onBack: () => void;
}

/** What a log-in still needs after the right password. */
export function NextStep({ step, ...rest }: NextStepProps) {
  return (
    <Suspense fallback={null}>
      {step.missing === 'code' ? (
        <CodeStep ticket={step.ticket} {...rest} />
      ) : (
        <SetupStep ticket={step.ticket} {...rest} />
      )}
    </Suspense>
  );
}
