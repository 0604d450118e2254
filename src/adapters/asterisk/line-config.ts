import type { PhoneLine } from '../../agents/ports.ts';
import { shownName } from '../../kit/shown-name.ts';

/** Browser agents, guests of `/call`, and SIP telephones (desk phones and the bench's). */
const OWN_NAME = /^(?:ag|gc|sp\d*)-/;

/** Whether an endpoint's name is one of those made through `provision`. */
export function isOwnLine(id: string): boolean {
  return OWN_NAME.test(id);
}

export type Fields = Readonly<Record<string, string>>;

/**
 * The three objects that make a line. MD5 digest stays the default, for SIP.js knows no other (facts 80). `guestPorts`: the
 * UDP ports for the voice of guests; null: any.
 */
export function lineObjects(
  line: PhoneLine,
  mediaAddress: string,
  guestPorts: readonly [number, number] | null = null,
): { auth: Fields; aor: Fields; endpoint: Fields } {
  const common: Fields = {
    auth: line.id,
    aors: line.id,
    ...callerOf(line),
    context: line.kind === 'guest' ? 'from-web' : 'from-agent',
    // Never without `allow`: such an endpoint cannot be read back (facts 75).
    allow: '!all,ulaw,alaw',
    direct_media: 'no',
    allow_transfer: 'no',
    allow_overlap: 'no',
    media_address: mediaAddress,
    bind_rtp_to_media_address: 'yes',
    language: 'es',
  };
  return {
    auth: { auth_type: 'digest', username: line.id, password: line.password },
    aor: { max_contacts: '1', remove_existing: 'yes', qualify_frequency: '0' },
    endpoint: {
      ...common,
      ...(line.kind === 'sip' ? DESK_PHONE : BROWSER),
      ...(line.kind === 'guest' ? voiceOn(guestPorts) : {}),
    },
  };
}

function voiceOn(ports: readonly [number, number] | null): Fields {
  return ports === null ? {} : { rtp_port_start: String(ports[0]), rtp_port_end: String(ports[1]) };
}

/** Who has no number calls as somebody who withholds it (RFC 3325 §9.3), whatever they write. */
function callerOf({ callerName, callerNumber }: PhoneLine): Fields {
  if (callerNumber === '') return { callerid: '"" <anonymous>', callerid_privacy: 'prohib' };
  const name = shownName(callerName).replace(/["<>\\]/g, '');
  return { callerid: `"${name}" <${callerNumber.replace(/[^0-9A-Za-z._+*#-]/g, '')}>` };
}

/** One that dies says no BYE and may have been silent before: it is asked, as trunks are (pjsip.conf). */
const DESK_PHONE: Fields = {
  transport: 'udp',
  rtp_symmetric: 'yes',
  force_rport: 'yes',
  rewrite_contact: 'yes',
  dtmf_mode: 'auto',
  timers: 'always',
  timers_sess_expires: '150',
};

/** A browser that dies says no BYE: only the missing audio ends its call (facts 64). */
const BROWSER: Fields = {
  transport: 'ws',
  webrtc: 'yes',
  dtls_auto_generate_cert: 'yes',
  rtp_timeout: '10',
  rtp_timeout_hold: '300',
};
