/** The name that compose gives a service in the labels of its containers. */
const SERVICE = 'com.docker.compose.service';

/** What `docker inspect` says of a container, as far as it is looked at. */
export type Inspected = {
  readonly Config: { readonly Labels: Readonly<Record<string, string>> };
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly Health?: { readonly Status: string };
  };
  readonly RestartCount: number;
  readonly HostConfig: {
    readonly Memory: number;
    readonly NanoCpus: number;
    readonly PidsLimit: number | null;
    readonly ReadonlyRootfs: boolean;
    readonly Privileged: boolean;
    readonly CapDrop: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
  };
};

/** How far the start has come: all is well, some are awaited, or one will not come. */
export type Progress =
  | { readonly is: 'healthy' }
  | { readonly is: 'waiting'; readonly for: readonly string[] }
  | { readonly is: 'failed'; readonly service: string; readonly why: string };

/** @param expected the services of the compose file; those with a container and no health check run once and end. */
export function progressOf(expected: readonly string[], containers: readonly Inspected[]): Progress {
  const byService = new Map(containers.map(each => [serviceOf(each), each]));
  const awaited: string[] = [];
  for (const service of expected) {
    const state = stateOf(byService.get(service));
    if (state === 'waiting') awaited.push(service);
    else if (state !== 'good') return { is: 'failed', service, why: state.why };
  }
  return awaited.length === 0 ? { is: 'healthy' } : { is: 'waiting', for: awaited };
}

function stateOf(container: Inspected | undefined): 'good' | 'waiting' | { why: string } {
  if (container === undefined) return 'waiting';
  const { State, RestartCount } = container;
  if (RestartCount > 0) return { why: `ended and was started again ${RestartCount} times` };
  if (State.Status === 'exited' && State.ExitCode !== 0) return { why: `ended with ${State.ExitCode}` };
  if (State.Health === undefined) return State.Status === 'exited' ? 'good' : 'waiting';
  if (State.Status === 'exited') return { why: 'ended' };
  if (State.Health.Status === 'unhealthy') return { why: 'unhealthy' };
  return State.Health.Status === 'healthy' ? 'good' : 'waiting';
}

/** What Docker did not take over from the compose file: a promise of it that does not hold on this machine. */
export function unlocked(containers: readonly Inspected[]): string[] {
  return containers.flatMap(container => {
    const { HostConfig: host } = container;
    const promises: readonly [boolean, string][] = [
      [host.Memory > 0, 'has no limit of memory'],
      [host.NanoCpus > 0, 'has no limit of processor'],
      [(host.PidsLimit ?? 0) > 0, 'has no limit of processes'],
      [host.ReadonlyRootfs, 'may write in its image'],
      [!host.Privileged, 'is privileged'],
      [host.CapDrop?.includes('ALL') ?? false, 'keeps capabilities'],
      [
        host.SecurityOpt?.some(option => /^no-new-privileges(:true)?$/.test(option)) ?? false,
        'may gain privileges',
      ],
    ];
    return promises.filter(([holds]) => !holds).map(([, fault]) => `${serviceOf(container)} ${fault}`);
  });
}

function serviceOf(container: Inspected): string {
  return container.Config.Labels[SERVICE] ?? '';
}
