import { execFile } from 'node:child_process';
import { serviceUser } from './bootstrap/user.mjs';
import { withoutSecrets } from './variables.ts';

export type CommandOptions = {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  /** Ends the program. */
  readonly signal?: AbortSignal;
};

/** A program that failed; the message names it, with what it said of the fault. */
export class CommandError extends Error {
  /** Its error output, or why it could not run. */
  readonly said: string;
  /** What it printed until then. */
  readonly printed: string;

  constructor(program: string, args: readonly string[], said: string, printed: string) {
    super(`${program} ${args[0] ?? ''}: ${said}`);
    this.name = 'CommandError';
    this.said = said;
    this.printed = printed;
  }
}

const OUTPUT_MAX_BYTES = 64 * 1024 * 1024;

/**
 * Runs a program to its end and answers what it printed. Under root it runs as the service user.
 * Throws a `CommandError` when it fails.
 */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<string> {
  const user = serviceUser();
  return new Promise((done, fail) => {
    const child = execFile(
      program,
      args,
      {
        cwd: options.cwd ?? '/',
        env: {
          ...withoutSecrets(process.env),
          LC_ALL: 'C.UTF-8',
          ...(user ? { HOME: user.home } : {}),
          ...options.env,
        },
        maxBuffer: OUTPUT_MAX_BYTES,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        ...(user ? { uid: user.uid, gid: user.gid } : {}),
      },
      (error, stdout, stderr) => {
        if (error === null) done(stdout);
        else fail(new CommandError(program, args, (stderr || error.message).trim(), stdout));
      },
    );
    // A program that ends without reading its input is judged by its exit code, not by a broken pipe.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input ?? '');
  });
}
