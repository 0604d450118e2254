import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

// The health check of our own processes: `healthy.mjs web`, `healthy.mjs calls <socket>`, `healthy.mjs worker <socket>`.
// Ends with 0 when the process serves (the web: when every component answers), with 1 otherwise.
//
// Docker only tells of an unhealthy container, so this also ends a process that has served and then hangs: it is killed
// after so many silent checks in a row, its container ends with it, and is started again. `init: true` makes that
// possible: process 1 cannot be killed from inside, and so must not be ours.
const LIMIT_MS = 4_000;
const MISSES = 3;
// So much of these checks it must have been able to answer in: who waits for the processor is slow and does not hang
// (src/launcher/pulse.ts).
const ABLE_SHARE = 0.9;
const RUN = `${process.env.CAUCE_DATA_DIR ?? '/data'}/run`;

const [role, socketPath] = process.argv.slice(2);
const readyFile = `${RUN}/${role}.ready`;
const missesFile = `${RUN}/${role}.misses`;
const { CAUCE_BIND: bind, CAUCE_HTTP_PORT: port, CAUCE_TLS_CERT: certificate } = process.env;
const everywhere = { '0.0.0.0': '127.0.0.1', '::': '::1' };

const pid = Number(read(readyFile));
// Not ready yet, or stopping: not healthy, and nothing to end.
if (!(pid > 0)) process.exit(1);

// Whatever it answers, it moves.
const waitedBefore = waitedForProcessor();
const [live, ready] =
  role === 'web' ? await Promise.all([ask('/health/live'), ask('/health/ready')]) : [await ask('/'), 200];
if (live !== null) {
  rmSync(missesFile, { force: true });
  process.exit(ready === 200 ? 0 : 1);
}

const [missesBefore = 0, ableBefore = 0] = read(missesFile).split(' ').map(Number);
const misses = missesBefore + 1;
const ableMs = ableBefore + Math.max(0, LIMIT_MS - (waitedForProcessor() - waitedBefore));
if (misses < MISSES || ableMs < ABLE_SHARE * MISSES * LIMIT_MS)
  writeFileSync(missesFile, `${misses} ${ableMs}`);
else {
  tell(`${role} no respondió ${misses} veces; lo detengo. / did not answer ${misses} times; ending it.`);
  // The next one of this container begins anew, even where its folder outlived this one.
  for (const file of [readyFile, missesFile]) rmSync(file, { force: true });
  process.kill(pid, 'SIGKILL');
}
process.exit(1);

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** For how long the process has been ready to run without getting a processor, ms. */
function waitedForProcessor() {
  return Number(read(`/proc/${pid}/schedstat`).split(' ')[1]) / 1e6 || 0;
}

/** The status of the answer, or null when none comes in time. */
function ask(path) {
  const place = socketPath
    ? { socketPath }
    : { host: everywhere[bind] ?? (bind || '127.0.0.1'), port: port || 8080 };
  return new Promise(answer => {
    const probe = (certificate && !socketPath ? httpsRequest : httpRequest)(
      // The certificate names the public host; this asks the own process by its address.
      { ...place, path, agent: false, timeout: LIMIT_MS, rejectUnauthorized: false },
      response => {
        response.resume();
        answer(response.statusCode);
      },
    );
    probe.on('timeout', () => probe.destroy());
    probe.on('error', () => answer(null));
    probe.end();
  });
}

/** What a check prints only `docker inspect` shows; this is for `docker compose logs`. */
function tell(sentence) {
  try {
    appendFileSync('/proc/1/fd/2', `${sentence}\n`);
  } catch {
    console.error(sentence);
  }
}
