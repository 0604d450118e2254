import { keymapOf } from '../../src/agents/desk-keys.ts';
import type { Words } from '../../src/kit/errors.ts';
import type { Dictionary } from '../words/es.ts';
import type { Formats } from '../words/formats.ts';
import { breakTitle } from './break-title.ts';
import { type CallArea, callArea } from './call-area.ts';
import { endSentence, voicemailSentence } from './call-end.ts';
import { askedParty, inTalk, isWithoutCustomer, keyOf, leftMeanwhile } from './consult.ts';
import { printed } from './keys.ts';
import { waitingLine } from './lines.ts';
import { recorderOf } from './recorder.ts';
import { me, nameOf, type Screen } from './screen.ts';
import { isGivenOn } from './wrap-up.ts';

/** The words of the reader's language, and how a text of the server is said in it. */
export interface Speaker {
  readonly words: Dictionary;
  readonly say: (words: Words) => string;
  readonly formats: Pick<Formats, 'telephone'>;
}

/** What a screen reader should say when the screen changes; null when nothing worth saying happened. */
export function announce(before: Screen, after: Screen, speaker: Speaker): string | null {
  const [area, areaBefore] = [callArea(after), callArea(before)];
  return (
    restWords(before, after, speaker) ??
    // "Ready" would be wrong of anyone who is given a break because they did not answer.
    (area.kind === 'idle' ? breakWords(before, after, speaker) : null) ??
    phaseWords(after, areaBefore, area, speaker) ??
    waitingWords(before, after, speaker) ??
    talkWords(areaBefore, area, speaker) ??
    microphoneWords(before, after, speaker) ??
    breakWords(before, after, speaker) ??
    switchWords(before, after, speaker)
  );
}

/** What I switch at my telephone; a key switches it also where nothing of it is in sight. */
function switchWords(before: Screen, after: Screen, { words }: Speaker): string | null {
  const [now, old] = [me(after), me(before)];
  if (now === null || old === null) return null;
  const switches = [
    [words.autoAnswer.own, now.autoAnswer === true, old.autoAnswer === true],
    [words.lines.callWaiting, now.noCallWaiting !== true, old.noCallWaiting !== true],
    [words.lines.auto, now.autoJoin === true, old.autoJoin === true],
  ] as const;
  const [label, on] = switches.find(([, is, was]) => is !== was) ?? [];
  return label === undefined ? null : words.announce.switched(label, on === true);
}

/** A call waits while I talk. */
function waitingWords(before: Screen, after: Screen, { words, formats }: Speaker): string | null {
  const line = waitingLine(after);
  if (line === null || waitingLine(before)?.call === line.call) return null;
  const { direction, callerName = '', customer, callerNumber = '' } = line.picture ?? {};
  const who =
    (direction === 'internal' ? callerName : '') ||
    customer?.name ||
    formats.telephone(callerNumber) ||
    words.announce.withheld;
  return words.lines.waits(who);
}

function phaseWords(
  screen: Screen,
  before: CallArea,
  after: CallArea,
  { words, formats }: Speaker,
): string | null {
  if (before.kind === after.kind) return null;
  const calledBack =
    before.kind === 'dialling' || (before.kind === 'connecting' && before.call?.direction === 'out');
  switch (after.kind) {
    case 'ringing': {
      const { announce, call } = words;
      const who =
        (after.call?.direction === 'internal' ? words.internal.from(after.call.callerName) : '') ||
        after.call?.customer?.name ||
        after.name ||
        formats.telephone(after.number) ||
        announce.withheld;
      if (after.voice === 'desk') return `${announce.rings(who)} ${call.answerOnDesk}.`;
      if (after.voice === 'elsewhere') return `${announce.rings(who)} ${call.ringsElsewhere}`;
      if (after.byItself !== null) return `${announce.rings(who)} ${words.autoAnswer[after.byItself]}`;
      const key = keymapOf(screen.who.keys).answer;
      return key ? `${announce.rings(who)} ${announce.pressToAnswer(printed(key))}` : announce.rings(who);
    }
    case 'talking':
      return after.call?.message
        ? voicemailSentence(after.call, nameOf(screen, after.call.directTo ?? null) ?? '', words)
        : words.announce.talking;
    case 'wrap-up':
      if (isGivenOn(after.owed)) return `${words.announce.transferred} ${words.announce.choose}`;
      if (after.call?.ended) return `${endSentence(after.call.ended, words)}. ${words.announce.choose}`;
      if (after.call?.customerLeft) return `${words.consult.announced.customerLeft} ${words.announce.choose}`;
      return calledBack ? words.announce.callBackWrapUp : words.announce.wrapUp;
    case 'dialling':
      if (after.call.direction === 'internal') return words.internal.calling;
      if (after.voice === 'returning') return words.call.returning;
      return after.voice === 'desk' ? `${words.call.dialling}. ${words.call.deskFirst}` : words.call.dialling;
    case 'idle':
      return calledBack ? words.announce.callBackOver : words.announce.idle;
    case 'connecting':
      return null;
    default:
      return after satisfies never;
  }
}

/** Hold is told when the centre says that it is so, not when it was asked for. */
function talkWords(before: CallArea, after: CallArea, { words }: Speaker): string | null {
  if (before.kind !== 'talking' || after.kind !== 'talking' || before.id !== after.id) return null;
  const [silenced, silencedBefore] = [after.guest?.muted ?? false, before.guest?.muted ?? false];
  if (silenced !== silencedBefore)
    return silenced ? words.consult.announced.muted : words.consult.announced.unmuted;
  const [held, heldBefore] = [after.call?.onHold ?? false, before.call?.onHold ?? false];
  const [farHold, farHoldBefore] = [after.call?.farHold ?? false, before.call?.farHold ?? false];
  if (farHold !== farHoldBefore) return farHold ? words.call.farHold : words.announce.farHoldOver;
  const consult = consultWords(before, after, words);
  if (consult !== null) return consult;
  if (held !== heldBefore) {
    if (!held) return words.announce.resumed;
    return isWithoutCustomer(after.call) ? words.announce.heldOther : words.announce.held;
  }
  const [help, helpBefore] = [after.call?.help, before.call?.help];
  if (help?.since !== helpBefore?.since) return help ? words.help.announced : words.help.takenBack;
  if (help?.seenBy !== undefined && helpBefore?.seenBy === undefined) return words.help.seenBy(help.seenBy);
  const [recorder, recorderBefore] = [recorderOf(after).state, recorderOf(before).state];
  // Of a hold the hold itself is told; a pause is one when the telephone system has said so.
  if (recorder !== recorderBefore && recorder !== 'waits' && recorder !== 'pausing')
    return words.recorder.announced[recorder];
  if (after.muted !== before.muted) return after.muted ? words.announce.muted : words.announce.unmuted;
  return null;
}

/** Whom I talk with, when that is somebody else than before. */
function consultWords(
  before: Extract<CallArea, { kind: 'talking' }>,
  after: Extract<CallArea, { kind: 'talking' }>,
  words: Dictionary,
): string | null {
  const [asked, askedBefore] = [askedParty(after), askedParty(before)];
  const [joined, joinedBefore] = [inTalk(after), inTalk(before)];
  const [aside, asideBefore] = [after.call?.aside ?? false, before.call?.aside ?? false];
  const [now, old] = [asked?.state, askedBefore?.state];
  if (before.guest && !after.guest && after.call?.direction !== 'internal')
    return words.consult.announced.leads;
  if (after.call?.customerLeft && !before.call?.customerLeft) return words.consult.announced.customerLeft;
  if (now === undefined && old === undefined && joined === joinedBefore) return null;
  if (joined > joinedBefore) return words.consult.announced.joined;
  const left = leftMeanwhile(after);
  if (now === 'ringing' && old !== 'ringing') return words.consult.announced.rings[left];
  if (now === 'ringing' && asked && askedBefore && keyOf(asked) !== keyOf(askedBefore))
    return words.consult.announced.next;
  if (now === 'aside' && aside && !asideBefore) return words.consult.announced.aside[left];
  if (now === 'aside' && !aside && asideBefore) return words.announce.resumed;
  if (joined < joinedBefore) return words.consult.announced.left;
  if (now !== undefined) return null;
  const { nobody, over } = words.consult.announced;
  if (!after.call?.unanswered) return over;
  return nobody[after.call.onHold ? (isWithoutCustomer(after.call) ? 'other' : 'customer') : 'others'];
}

/** The notice in the header tells of a microphone that is lost; this one is back, or is another. */
function microphoneWords(before: Screen, after: Screen, { words }: Speaker): string | null {
  const [now, old] = [after.audio.speech, before.audio.speech];
  const isBack = old.trouble !== null && now.trouble === null;
  const isAnother = old.label !== '' && now.label !== '' && old.label !== now.label;
  if (after.phone.call === null || !(isBack || isAnother)) return null;
  return words.announce.microphone(now.label);
}

/** Why no calls are offered for a while: the telephone. */
function restWords(before: Screen, after: Screen, { words }: Speaker): string | null {
  const [now, old] = [me(after)?.rest, me(before)?.rest];
  return now && !now.over && now.until !== old?.until ? words.rest.mine[now.why] : null;
}

/** Another state: one that this person asked for is told by its name, and any other one as what was done to them. */
function breakWords(before: Screen, after: Screen, { words, say }: Speaker): string | null {
  const [now, old] = [me(after)?.will, me(before)?.will];
  if (!now || !old || old.kind === now.kind) return null;
  if (before.askedWill !== null) {
    const reason = now.kind === 'break' ? `: ${say(breakTitle(after.breaks, now.code))}` : '';
    return `${words.state[now.kind]}${reason}.`;
  }
  if (now.kind === 'break') return words.announce.givenBreak(say(breakTitle(after.breaks, now.code)));
  if (now.kind === 'dnd') return words.announce.doNotDisturb;
  return now.kind === 'off' ? words.announce.givenOff : null;
}
