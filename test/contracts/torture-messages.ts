/**
 * The 49 messages of RFC 4475 (SIP torture test messages) by their names there. What is odd in each is as in the RFC;
 * what they share is written once. In the texts below `\n` stands for CRLF and a character for a byte.
 */
export interface TortureMessage {
  readonly name: string;
  readonly text: Buffer;
}

const VIA = 'Via: SIP/2.0/UDP host.example.net;rport;branch=z9hG4bK';

const SDP = `v=0
o=mhandley 29739 7272939 IN IP4 192.0.2.1
s=-
c=IN IP4 192.0.2.1
t=0 0
m=audio 49217 RTP/AVP 0 12
m=video 3227 RTP/AVP 31
a=rtpmap:31 LPC
`;

/** Headers and body; `{n}` is the length of the body. */
function withBody(head: string, body = SDP): string {
  return `${head.trim().replace('{n}', String(body.replace(/\n/g, '\r\n').length))}\n\n${body}`;
}

const bare = (head: string) => `${head.trim()}\n\n`;

/** What most of the messages of the RFC share: an INVITE whose lines a case replaces, adds to, or leaves out. */
function invite(name: string, lines: Readonly<Record<string, string | null>>, body = SDP): string {
  const usual: Record<string, string | null> = {
    '': 'INVITE sip:user@example.com SIP/2.0',
    To: 'To: sip:j.user@example.com',
    From: 'From: sip:caller@example.net;tag=134161461246',
    'Max-Forwards': 'Max-Forwards: 7',
    'Call-ID': `Call-ID: ${name}.0ha0isndaksdjasdf3234nas`,
    CSeq: 'CSeq: 8 INVITE',
    Via: `${VIA}kdjuw${name}`,
    Contact: 'Contact: <sip:caller@host5.example.net>',
    'Content-Type': 'Content-Type: application/sdp',
    'Content-Length': 'Content-Length: {n}',
    ...lines,
  };
  return withBody(
    Object.values(usual)
      .filter(line => line !== null)
      .join('\n'),
    body,
  );
}

function options(name: string, lines: Readonly<Record<string, string | null>>): string {
  return invite(
    name,
    {
      '': 'OPTIONS sip:user@example.com SIP/2.0',
      CSeq: 'CSeq: 8 OPTIONS',
      Contact: null,
      'Content-Type': null,
      ...lines,
    },
    '',
  );
}

function register(name: string, lines: Readonly<Record<string, string | null>>): string {
  return options(name, {
    '': 'REGISTER sip:example.com SIP/2.0',
    CSeq: 'CSeq: 8 REGISTER',
    ...lines,
  });
}

const times = (count: number, text: string) => text.repeat(count);

const TEXTS: Readonly<Record<string, string>> = {
  // 3.1.1 valid
  wsinv: withBody(
    `INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
TO :
 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
  ;
  tag = 98asjd8
MaX-fOrWaRdS: 0068
Call-ID: wsinv.ndaksdj@192.0.2.1
Content-Length   : {n}
cseq: 0009
  INVITE
Via  : SIP  /   2.0
 /UDP
    192.0.2.2;branch=390skdjuw
s :
NewFangledHeader:   newfangled value
 continued newfangled value
UnknownHeaderWithUnusualValue: ;;,,;;,;
Content-Type: application/sdp
Route:
 <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
v:  SIP  / 2.0  / TCP     spindle.example.com   ;
  branch  =   z9hG4bK9ikj8  ,
 SIP  /    2.0   / UDP  192.168.255.111   ; branch=
 z9hG4bK30239
m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
      newvalue ;
  secondparam ; q = 0.33`,
  ),
  intmeth: bare(
    `!interesting-Method0123456789_*+\`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0
Via: SIP/2.0/UDP host1.example.com;rport;branch=z9hG4bK-.!%66*_+\`'~
To: "BEL:\\\x07 NUL:\\\x00 DEL:\\\x7f" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>
From: token1~\` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%="\xd1\x80\xd0\xb0\xd0\xb1\xd0\xbe\xd1\x82\xd0\xb0\xd1\x8e\xd1\x89\xd0\xb8\xd0\xb9";tag=_token~1'+\`*%!-.
Call-ID: intmeth.word%ZK-!.*_+'@word\`~)(><:\\/"][?}{
CSeq: 139122385 !interesting-Method0123456789_*+\`.%indeed'~
Max-Forwards: 255
extensionHeader-!.%*+_\`'~:\xef\xbb\xbf\xe5\xa4\xa7\xe5\x81\x9c\xe9\x9b\xbb
Content-Length: 0`,
  ),
  esc01: invite('esc01', {
    '': 'INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0',
    To: 'To: sip:%75se%72@example.com',
    From: 'From: <sip:I%20have%20spaces@example.net>;tag=938',
    Contact: 'Contact:\n <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>',
  }),
  escnull: register('escnull', {
    To: 'To: sip:null-%00-null@example.com',
    From: 'From: sip:null-%00-null@example.com;tag=839923423',
    Contact: 'Contact: <sip:%00@host5.example.com>\nContact: <sip:%00%00@host5.example.com>',
  }),
  esc02: register('esc02', {
    '': 'RE%47IST%45R sip:registrar.example.com SIP/2.0',
    To: 'To: "%Z%45" <sip:resource@example.com>',
    From: 'From: "%Z%45" <sip:resource@example.com>;tag=f232jadfj23',
    CSeq: 'CSeq: 29344 RE%47IST%45R',
    Contact: 'Contact: <sip:alias1@host1.example.com>\nContact: <sip:alias2@host2.example.com>',
  }),
  lwsdisp: options('lwsdisp', {
    To: 'To: sip:user@example.com',
    From: 'From: caller<sip:caller@example.com>;tag=323',
  }),
  longreq: invite('longreq', {
    To: `To: "I have a user name of ${times(12, 'extreme ')}proportion"<sip:user@example.com:6000;unknownparam1=${times(10, 'very')}longvalue;longparam${times(20, 'name')}=shortvalue;very${times(20, 'long')}ParameterNameWithNoValue>`,
    From: `From: sip:${times(30, 'amazinglylongcallername')}@example.net;tag=12${times(50, '982')}424;unknownheaderparam${times(20, 'name')}=unknowheaderparam${times(20, 'value')};unknownValueless${times(10, 'paramname')}`,
    'Call-ID': `Call-ID: longreq.one${times(20, 'really')}longcallid`,
    Unknown: `Unknown-${times(20, 'Long')}-Name: unknown-${times(20, 'long')}-value; unknown-${times(20, 'long')}-parameter-name = unknown-${times(20, 'long')}-parameter-value`,
    Via: [
      ...Array.from({ length: 34 }, (_, n) => `Via: SIP/2.0/TCP sip${33 - n}.example.com`),
      `v: SIP/2.0/TCP host.example.com;received=192.0.2.5;branch=very${times(50, 'long')}branchvalue`,
    ].join('\n'),
    Contact: `Contact: <sip:${times(30, 'amazinglylongcallername')}@host5.example.net>`,
  }),
  dblreq:
    register('dblreq', { Contact: 'Contact: sip:j.user@host.example.com' }) +
    invite('dblreq2', { To: 'To: sip:joe@example.com' }),
  semiuri: options('semiuri', {
    '': 'OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0',
    To: 'To: sip:j_user@example.com',
    Accept:
      'Accept: application/sdp, application/pkcs7-mime,\n        multipart/mixed, multipart/signed,\n        message/sip, message/sipfrag',
  }),
  transports: options('transports', {
    Via: `Via: SIP/2.0/UDP t1.example.com;branch=z9hG4bKkdjuw
Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf
Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj
Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en
Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bK0a9idfnee`,
  }),
  mpart01: invite(
    'mpart01',
    {
      '': 'MESSAGE sip:kumiko@example.org SIP/2.0',
      CSeq: 'CSeq: 127 MESSAGE',
      'Content-Type': 'Content-Type: multipart/mixed;boundary=7a9cbec02ceef655',
    },
    `--7a9cbec02ceef655
Content-Type: text/plain
Content-Transfer-Encoding: binary

Hello
--7a9cbec02ceef655
Content-Type: application/octet-stream
Content-Transfer-Encoding: binary

0\x82\x01R\x06\t*\x86H\x86\xf7\r\x01\x07\x02\xa0\x82\x01C0\x82\x01?\x02\x01\x011\t0\x07\x06\x05+\x0e\x03\x02\x1a0\x0b\x00\x00
--7a9cbec02ceef655--
`,
  ),
  unreason:
    bare(`SIP/2.0 200 = 2**3 * 5**2 \xd0\xbd\xd0\xbe \xd1\x81\xd1\x82\xd0\xbe \xd0\xb4\xd0\xb5\xd0\xb2\xd1\x8f\xd0\xbd\xd0\xbe\xd1\x81\xd1\x82\xd0\xbe
Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923
Call-ID: unreason.1234ksdfak3j2erwedfsASdf
CSeq: 35 INVITE
From: sip:user@example.com;tag=11141343
To: sip:user@example.edu;tag=2229
Content-Length: 0
Contact: <sip:user@host198.example.com>`),
  noreason: bare(`SIP/2.0 100 \nVia: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe
Call-ID: noreason.asndj203insdf99223ndf
CSeq: 35 INVITE
From: <sip:user@example.com>;tag=39ansfi3
To: <sip:user@example.edu>;tag=902jndnke3
Content-Length: 0
Contact: <sip:user@host105.example.com>`),

  // 3.1.2 invalid
  badinv01: invite('badinv01', {
    To: 'To: sip:j.user@example.com',
    From: 'From: sip:caller@example.net;tag=134161461246',
    Via: 'Via: SIP/2.0/UDP 192.0.2.15;;,;,,',
    Contact: 'Contact: "Joe" <sip:joe@example.org>;;;;',
  }),
  clerr: invite('clerr', { 'Content-Length': 'Content-Length: 9999' }),
  ncl: invite('ncl', { 'Content-Length': 'Content-Length: -999' }),
  scalar02: register('scalar02', {
    CSeq: 'CSeq: 36893488147419103232 REGISTER',
    'Max-Forwards': 'Max-Forwards: 300',
    Contact: 'Contact: <sip:user@host129.example.com>;expires=280297596632815',
    Expires: 'Expires: 10000000000000000000000000000000',
  }),
  scalarlg: bare(`SIP/2.0 503 Service Unavailable
Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bKzzxdiwo34sw;received=192.0.2.129
To: <sip:user@example.com>
From: <sip:other@example.net>;tag=2easdjfejw
CSeq: 9292394834772304023312 OPTIONS
Call-ID: scalarlg.noase0of0234hn2qofoaf0232aewf2394r
Retry-After: 949302838503028349304023988
Warning: 1812 overture "In Progress"
Content-Length: 0`),
  quotbal: invite('quotbal', { To: 'To: "Mr. J. User <sip:j.user@example.com>' }),
  ltgtruri: invite('ltgtruri', { '': 'INVITE <sip:user@example.com> SIP/2.0' }),
  lwsruri: invite('lwsruri', { '': 'INVITE sip:user@example.com; lr SIP/2.0' }),
  lwsstart: invite('lwsstart', { '': 'INVITE  sip:user@example.com  SIP/2.0' }),
  trws: options('trws', { '': 'OPTIONS sip:remote-target@example.com SIP/2.0  ' }),
  escruri: invite('escruri', { '': 'INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0' }),
  baddate: invite('baddate', { Date: 'Date: Fri, 01 Jan 2010 16:00:00 EST' }),
  regbadct: register('regbadct', {
    Contact: 'Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E',
  }),
  badaspec: options('badaspec', {
    To: 'To: "Watson, Thomas" < sip:t.watson@example.org >',
    From: 'From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43',
  }),
  baddn: options('baddn', {
    To: 'To: "Watson, Thomas" <sip:t.watson@example.org>',
    From: 'From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43',
    Contact: 'Contact: Caller Not Quoted, Really <sip:a@example.com>',
  }),
  badvers: options('badvers', {
    '': 'OPTIONS sip:t.watson@example.org SIP/7.0',
    Via: 'Via: SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw',
  }),
  mismatch01: options('mismatch01', { CSeq: 'CSeq: 8 INVITE' }),
  mismatch02: invite('mismatch02', {
    '': 'NEWMETHOD sip:user@example.com SIP/2.0',
    CSeq: 'CSeq: 34 INVITE',
  }),
  bigcode: bare(`SIP/2.0 4294967301 better not break the receiver
Via: SIP/2.0/UDP 192.0.2.105;branch=z9hG4bK2398ndaoe
Call-ID: bigcode.asdof3uj203asdnf3429uasdhfas3ehjasdfas9i
CSeq: 353494 INVITE
From: <sip:user@example.com>;tag=39ansfi3
To: <sip:user@example.edu>;tag=902jndnke3
Content-Length: 0
Contact: <sip:user@host105.example.com>`),

  // 3.2 transaction layer
  badbranch: options('badbranch', { Via: 'Via: SIP/2.0/UDP 192.0.2.1;rport;branch=z9hG4bK' }),

  // 3.3 application layer
  insuf: withBody(
    'INVITE sip:user@example.com SIP/2.0\nCSeq: 193942 INVITE\nVia: SIP/2.0/UDP 192.0.2.95;rport;branch=z9hG4bKkdj.insuf\nContent-Type: application/sdp\nContent-Length: {n}',
  ),
  unkscm: options('unkscm', { '': 'OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0' }),
  novelsc: options('novelsc', { '': 'OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0' }),
  unksm2: register('unksm2', {
    To: 'To: isbn:2983792873',
    From: 'From: <http://www.example.com>;tag=3234233',
    Contact: 'Contact: <name:John_Smith>',
  }),
  bext01: options('bext01', {
    Require: 'Require: nothingSupportsThis, nothingSupportsThisEither',
    'Proxy-Require': 'Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis',
  }),
  invut: invite(
    'invut',
    { 'Content-Type': 'Content-Type: application/unknownformat' },
    '<audio>\n <pcmu port="443"/>\n</audio>\n',
  ),
  regaut01: register('regaut01', {
    Contact: 'Contact: <sip:j.user@host.example.com>',
    Authorization: 'Authorization: NoOneKnowsThisScheme opaque-data=here',
  }),
  multi01: bare(`INVITE sip:user@company.com SIP/2.0
Contact: <sip:caller@host25.example.net>
Via: SIP/2.0/UDP 192.0.2.25;branch=z9hG4bKkdjuw.multi01
Max-Forwards: 70
CSeq: 5 INVITE
Call-ID: multi01.98asdh@192.0.2.1
CSeq: 59 INVITE
Call-ID: multi01.98asdh@192.0.2.2
From: sip:caller@example.com;tag=3413415
To: sip:user@example.com
To: sip:other@example.net
From: sip:caller@example.net;tag=2923420123
Content-Type: application/sdp
l: 0
Contact: <sip:caller@host36.example.net>
Max-Forwards: 5`),
  mcl01: options('mcl01', { 'Content-Length': 'Content-Length: 13\nContent-Length: 5' }),
  bcast: bare(`SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923
Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23
Call-ID: bcast.0384840201234ksdfak3j2erwedfsASdf
CSeq: 35 INVITE
From: sip:user@example.com;tag=11141343
To: sip:user@example.edu;tag=2229
Content-Length: 0
Contact: <sip:user@host28.example.com>`),
  zeromf: options('zeromf', { 'Max-Forwards': 'Max-Forwards: 0' }),
  cparam01: register('cparam01', { Contact: 'Contact: sip:+19725552222@gw1.example.net;unknownparam' }),
  cparam02: register('cparam02', { Contact: 'Contact: <sip:+19725552222@gw1.example.net;unknownparam>' }),
  regescrt: register('regescrt', {
    Contact: 'Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>',
  }),
  sdp01: invite('sdp01', { Accept: 'Accept: text/nobodyKnowsThis' }),
  inv2543: withBody(
    `INVITE sip:UserB@example.com SIP/2.0
Via: SIP/2.0/UDP iftgw.example.com
From: <sip:+13035551111@ift.client.example.net;user=phone>
Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>
To: sip:+16505552222@ss1.example.net;user=phone
Call-ID: inv2543.1717@ift.client.example.com
CSeq: 56 INVITE
Content-Type: application/sdp`,
  ),
};

export const TORTURE_MESSAGES: readonly TortureMessage[] = Object.entries(TEXTS).map(([name, text]) => ({
  name,
  text: Buffer.from(text.replace(/\n/g, '\r\n'), 'latin1'),
}));
