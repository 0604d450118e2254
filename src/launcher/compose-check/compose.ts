import { spawn } from 'node:child_process';
import type { Inspected } from './containers.ts';

/** Docker could not do it; its own words are on the screen or in the message. */
export class ComposeError extends Error {}

export type ComposeSettings = {
  /** The checkout. */
  readonly folder: string;
  readonly project: string;
  /** Laid over docker-compose.yml; null: nothing. */
  readonly override: string | null;
  /** Instead of the operator's `.env`, which is for the centre that serves people. */
  readonly envFile: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends what Docker is doing for us, but for the taking down. */
  readonly interrupted: AbortSignal;
};

/** The two ways Compose is installed: as Docker's plug-in, or as a program of its own. */
const FORMS: readonly (readonly [string, ...string[]])[] = [['docker', 'compose'], ['docker-compose']];

/** `restart` below `depends_on` in docker-compose.yml came with this one (Compose file reference, "depends_on"). */
export const OLDEST_COMPOSE = [2, 17] as const;

/** Whether this Compose reads docker-compose.yml. @param version as `version --short` says it: `2.26.1-4`, `v2.40.3` */
export function readsOurFile(version: string): boolean {
  const [, major = '', minor = ''] = /^v?(\d+)\.(\d+)/.exec(version.trim()) ?? [];
  if (major === '') return false;
  const [oldestMajor, oldestMinor] = OLDEST_COMPOSE;
  return Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
}

type Ran = { readonly code: number; readonly output: string };

/** `docker compose` for one project. */
export class Compose {
  private readonly form: readonly [string, ...string[]];
  private readonly settings: ComposeSettings;

  private constructor(form: readonly [string, ...string[]], settings: ComposeSettings) {
    this.form = form;
    this.settings = settings;
  }

  /** Throws a `ComposeError` that says what to install when Docker is not there, or no Compose that reads our file. */
  static async find(settings: ComposeSettings): Promise<Compose> {
    const docker = await run('docker', ['version'], settings, 'quiet');
    if (docker.code !== 0) throw new ComposeError(noDocker(docker.output));
    const tooOld: string[] = [];
    for (const form of FORMS) {
      const [program, ...words] = form;
      const { code, output } = await run(program, [...words, 'version', '--short'], settings, 'quiet');
      if (code !== 0) continue;
      if (readsOurFile(output)) return new Compose(form, settings);
      tooOld.push(`${form.join(' ')} ${output.trim()}`);
    }
    throw new ComposeError(noCompose(tooOld));
  }

  /** The same with a file laid over docker-compose.yml. */
  over(override: string): Compose {
    return new Compose(this.form, { ...this.settings, override });
  }

  /** The names of the services in the file. */
  async services(): Promise<string[]> {
    return lines(await this.answer(['config', '--services']));
  }

  /** What Docker says of the containers of this project, also of those that have ended. */
  async containers(): Promise<Inspected[]> {
    const ids = lines(await this.answer(['ps', '--all', '--quiet']));
    if (ids.length === 0) return [];
    const { code, output } = await run('docker', ['inspect', ...ids], this.settings, 'quiet');
    if (code !== 0) throw new ComposeError(output.trim());
    return JSON.parse(output) as Inspected[];
  }

  /** Ends and removes containers and volumes of this project, interrupted or not; throws when it fails. */
  takeDown(): Promise<void> {
    const lasting = new Compose(this.form, { ...this.settings, interrupted: new AbortController().signal });
    return lasting.show('down', '--volumes', '--remove-orphans', '--timeout', '20');
  }

  /** With its output on the screen; throws when it fails. */
  async show(...args: readonly string[]): Promise<void> {
    const { code } = await this.call(args, 'shown');
    if (code !== 0) throw new ComposeError(`${this.form.join(' ')} ${args.join(' ')}: ${code}`);
  }

  private async answer(args: readonly string[]): Promise<string> {
    const { code, output } = await this.call(args, 'quiet');
    if (code !== 0) throw new ComposeError(`${this.form.join(' ')} ${args.join(' ')}: ${output.trim()}`);
    return output;
  }

  private call(args: readonly string[], how: 'quiet' | 'shown'): Promise<Ran> {
    const [program, ...words] = this.form;
    const { project, envFile, override } = this.settings;
    const files = ['docker-compose.yml', ...(override === null ? [] : [override])];
    const which = [
      '--project-name',
      project,
      '--env-file',
      envFile,
      ...files.flatMap(file => ['--file', file]),
    ];
    return run(program, [...words, ...which, ...args], this.settings, how);
  }
}

function noDocker(said: string): string {
  return (
    `Docker no responde: ${lines(said).at(-1) ?? ''}\n` +
    'Instálelo (apt-get install docker.io), úselo como root o con el grupo «docker», o diga dónde está con DOCKER_HOST.\n' +
    'Docker does not answer. Install it (apt-get install docker.io), use it as root or with the group "docker", or say ' +
    'where it is in DOCKER_HOST.'
  );
}

function noCompose(tooOld: readonly string[]): string {
  const oldest = OLDEST_COMPOSE.join('.');
  const found = tooOld.join(', ');
  return (
    `Hace falta Docker Compose ${oldest} o más nuevo${found && `; hay ${found}, que no lee docker-compose.yml`}.\n` +
    'En Debian 13: apt-get install docker-compose. En Debian 12, que solo tiene la 1.29: el paquete docker-compose-plugin ' +
    'de Docker.\n' +
    `Docker Compose ${oldest} or newer is needed${found && `; there is ${found}, which cannot read docker-compose.yml`}.\n` +
    "On Debian 13: apt-get install docker-compose. On Debian 12, which has 1.29 only: Docker's own package " +
    'docker-compose-plugin.'
  );
}

function lines(text: string): string[] {
  return text.split('\n').filter(line => line.trim() !== '');
}

/** What it prints goes to the screen, or is answered: its output when it did well, all it said when it failed. */
function run(
  program: string,
  args: readonly string[],
  { folder, env, interrupted }: Pick<ComposeSettings, 'folder' | 'env' | 'interrupted'>,
  how: 'quiet' | 'shown',
): Promise<Ran> {
  const out = how === 'shown' ? 'inherit' : 'pipe';
  return new Promise(done => {
    const child = spawn(program, args, {
      cwd: folder,
      env,
      stdio: ['ignore', out, out],
      signal: interrupted,
    });
    let output = '';
    let errors = '';
    child.stdout?.on('data', chunk => {
      output += chunk;
    });
    child.stderr?.on('data', chunk => {
      errors += chunk;
    });
    child.on('error', error => done({ code: COMMAND_NOT_FOUND, output: error.message }));
    child.on('close', code => done({ code: code ?? 1, output: code === 0 ? output : `${output}${errors}` }));
  });
}

/** As a shell says it. */
const COMMAND_NOT_FOUND = 127;
