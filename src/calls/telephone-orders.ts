import type { TelephoneOrder } from './orders.ts';
import type { Outcome, Telephony } from './ports/telephony.ts';

/** Carries one order out. Never rejects: an adapter's fault counts as `refused`. */
export async function carryOut(telephony: Telephony, order: TelephoneOrder): Promise<Outcome> {
  switch (order.kind) {
    case 'answer':
      return telephony.answer(order.channel);
    case 'ring':
      return telephony.ring(order.channel, !order.off);
    case 'play':
      return telephony.play(order.channel, order.playback, order.sounds);
    case 'stop-playing':
      return telephony.stopPlaying(order.playback);
    case 'music':
      return telephony.music(order.channel, order.on);
    case 'dial':
      return telephony.dial(order.order);
    case 'silence':
      return telephony.silence(order.channel, order.on);
    case 'mute':
    case 'unmute':
      return telephony.mute(order.channel, order.kind === 'mute');
    case 'ask-ringing':
      return telephony.rings(order.channel);
    case 'hang-up':
      return telephony.hangUp(order.channel, 'finished');
    case 'join':
      return telephony.join(order.bridge, order.channels);
    case 'leave':
      return telephony.leave(order.bridge, order.channel);
    case 'destroy-bridge':
      return telephony.destroyBridge(order.bridge);
    case 'step-in':
      return telephony.join(order.bridge, [order.channel]);
    case 'step-out':
      return telephony.leave(order.bridge, order.channel);
    case 'snoop':
      return telephony.snoop(order.channel, order.snoop, order.how);
    case 'record':
      return telephony.record(order.channel, order.recording);
    case 'take-message':
      return telephony.takeMessage(order.channel, order.recording, order.limits);
    case 'ask-recording':
      return telephony.pausesRecording(order.recording);
    case 'erase-message':
      return telephony.eraseMessage(order.recording);
    case 'pause-recording':
      return telephony.pauseRecording(order.recording, order.paused);
    case 'stop-recording':
      return telephony.stopRecording(order.recording);
    default:
      return order satisfies never;
  }
}
