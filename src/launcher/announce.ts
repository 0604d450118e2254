import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicOrigin } from '../config/network.ts';
import type { Settings } from '../config.ts';
import { toScreen } from './progress.ts';

export type Announcement = {
  /** The demo password, at the first start only. */
  readonly password: string | null;
  readonly passwordFile: string;
  readonly seconds: number;
};

const LOG_INS = 'agente1, agente2, agente3, nivel2, supervisor, admin';

/** The address of the pages, as a person types it. */
export function webAddress(settings: Settings): string {
  return `${publicOrigin(settings)}/`;
}

/** Where everything is and what to try first. */
export function announceReady(settings: Settings, announcement: Announcement): void {
  const web = webAddress(settings);
  const sip = `sip:*626@${settings.mediaAddress}:${settings.sipPort}`;
  toScreen(`\nCauce está listo (${announcement.seconds.toFixed(1)} s).`, 'Cauce is ready.');
  toScreen(`  Web       ${web}`, '');
  toScreen(`  Teléfono  ${sip}`, 'telephone');
  if (settings.demo) announceDemo(announcement, web);
  else {
    announceAdminLink(settings);
    announceCallers(settings, web);
  }
  toScreen(
    '  Ctrl-C detiene todo cuando termine la última llamada; otra vez, en el acto.',
    'Ctrl-C stops everything when the last call has ended; again, at once.',
  );
}

function announceDemo(announcement: Announcement, web: string): void {
  toScreen(`  Entradas  ${LOG_INS}`, 'log-ins');
  if (announcement.password !== null) {
    toScreen(`  Clave     ${announcement.password}`, 'password, shown this once');
  } else {
    toScreen(`  Clave     en ${announcement.passwordFile}`, 'password in this file');
  }
  toScreen(
    `  Pruebe    entre como agente1 y pulse «Disponible»; luego llame al *626 desde ${web}call`,
    `log in as agente1 and press "Disponible"; then call *626 from ${web}call`,
  );
  toScreen(`            o: npm run call -- '*626' --digits 1`, '');
}

/** Without the demo nobody on this machine is taken for a customer: who may call then? */
function announceCallers(settings: Settings, web: string): void {
  if (settings.trunk !== null) return;
  if (settings.webCalls) {
    toScreen(`  Sin troncal solo se llama desde ${web}call`, 'without a trunk, call from this page only');
    return;
  }
  toScreen(
    '  Nadie puede llamar todavía: falta la troncal (CAUCE_TRUNK). Para probar, CAUCE_WEB_CALLS=1 y la página /call.',
    'nobody can call yet: there is no trunk (CAUCE_TRUNK). To try it, CAUCE_WEB_CALLS=1 and the page /call.',
  );
}

/** Without the demo the server writes a one-time link for the first administrator. */
function announceAdminLink(settings: Settings): void {
  const file = join(settings.dataDir, 'run', 'admin-link');
  if (!existsSync(file)) return;
  const link = readFileSync(file, 'utf8').trim();
  toScreen(`  Cree el primer administrador: ${link}`, 'create the first administrator, once');
}
