import type { LogInGoesOn, WhoAmI } from '../../../src/http/shapes/session.ts';
import type { Api } from '../../link/api.ts';
import { accountWords } from '../../words/account.ts';
import { lazyPart } from '../lazy-part.tsx';

const CodeStep = lazyPart(() => import('./code-step.tsx').then(m => m.CodeStep), { words: [accountWords] });
const SetupStep = lazyPart(() => import('./setup-step.tsx').then(m => m.SetupStep), {
  words: [accountWords],
});

interface NextStepProps {
  readonly api: Pick<Api, 'proveByCode' | 'enrolAtLogIn' | 'confirmAtLogIn'>;
  readonly step: LogInGoesOn;
  readonly onIn: (who: WhoAmI) => void;
  readonly onBack: () => void;
}

/** What a log-in still needs after the right password. */
export function NextStep({ step, ...rest }: NextStepProps) {
  return step.missing === 'code' ? (
    <CodeStep ticket={step.ticket} {...rest} />
  ) : (
    <SetupStep ticket={step.ticket} {...rest} />
  );
}
