import type { diagnosisWords as spanish } from '../es/diagnosis.ts';

export const diagnosisWords: typeof spanish = {
  title: 'Diagnosis of the telephone',
  of: (user, since, until) => `Page of ${user}, from ${since} to ${until}.`,
  download: 'Download all of it',
  calls: count => (count === 1 ? 'Talked in one call.' : `Talked in ${count} calls.`),
  nothing: 'Nothing went wrong in that time.',
  lostHeard: (share, at) => `The worst they heard: ${share} of the voice was lost, at ${at}.`,
  lostSaid: (share, at) => `The worst they were heard: ${share} of their voice was lost, at ${at}.`,
  jitter: (ms, at) => `The voice came unevenly: jitter of ${ms} ms, at ${at}.`,
  rtt: (ms, at) => `The voice took up to ${ms} ms there and back, at ${at}.`,
  line: (times, at) =>
    times === 1
      ? `Lost the registration once, at ${at}.`
      : `Lost the registration ${times} times; the last at ${at}.`,
  link: (times, at) =>
    times === 1
      ? `Lost the connection to the centre once, at ${at}.`
      : `Lost the connection to the centre ${times} times; the last at ${at}.`,
  refused: (times, what, at) => `SIP refusals: ${times}; the last “${what}”, at ${at}.`,
  faults: (times, what, at) => `Faults of the page: ${times}; the last “${what}”, at ${at}.`,
  check: (toMend, at) =>
    toMend === 0
      ? `Checked the workplace at ${at}: all ready.`
      : `Checked the workplace at ${at}: ${toMend === 1 ? 'one thing' : `${toMend} things`} to mend.`,
  unchecked: 'Did not check the workplace in that time.',
};
