import { HELP, readCommand, UsageError } from './command-line.ts';
import { listen } from './listen.ts';
import { placeCall } from './place-call.ts';
import { Screen } from './screen.ts';
import { readServerAddresses } from './server-addresses.ts';

const USAGE_EXIT = 2;

/** `npm run call`: one telephone at the terminal. Resolves with the exit code. */
async function run(words: readonly string[]): Promise<number> {
  const screen = new Screen(process.stdout);
  const interrupt = new AbortController();
  process.on('SIGINT', () => interrupt.abort());
  process.on('SIGTERM', () => interrupt.abort());
  const command = readCommand(words, process.env.INIT_CWD);
  const addresses = readServerAddresses(process.env);
  switch (command.kind) {
    case 'help':
      screen.say(HELP);
      return 0;
    case 'place':
      return placeCall(command, addresses, screen, interrupt.signal);
    case 'listen':
      return listen(command, addresses.demoLinePort, screen, interrupt.signal);
    default:
      return command satisfies never;
  }
}

run(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  error => {
    console.error(error instanceof UsageError ? `${error.message}\n\n${HELP}` : error.message);
    process.exitCode = error instanceof UsageError ? USAGE_EXIT : 1;
  },
);
