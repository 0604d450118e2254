/**
 * Runs in a page under test, before its own scripts: microphones and headsets that a test plugs in and pulls out. Each
 * microphone says a tone of its own, so that the far end knows by which of them it is spoken to.
 */
(() => {
  const inputs = new Map();
  const outputs = new Map();
  let refusal = null;
  /** What was asked of microphones, oldest first. */
  const asked = [];

  /** What each open microphone hears, as nodes that more can be mixed into. */
  const open = new Set();
  /** How much of a tone for the ear alone every microphone hears: that of an open loudspeaker. */
  let leak = 0;
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () {
    if (leak > 0 && this.id === 'tone-audio')
      for (const { context, out } of open) {
        const gain = new GainNode(context, { gain: leak });
        context.createMediaStreamSource(this.srcObject).connect(gain).connect(out);
      }
    return play.call(this);
  };

  function voice(id) {
    const { label, hz } = inputs.get(id);
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context, { frequency: hz });
    const gain = new GainNode(context, { gain: inputs.get(id).muted ? 0 : 0.25 });
    const out = context.createMediaStreamDestination();
    oscillator.connect(gain).connect(out);
    oscillator.start();
    open.add({ context, out });
    const [track] = out.stream.getAudioTracks();
    Object.defineProperty(track, 'label', { value: label });
    track.getSettings = () => ({ deviceId: id, groupId: id });
    inputs.get(id).tracks.add(track);
    return out.stream;
  }

  const changed = () => navigator.mediaDevices.dispatchEvent(new Event('devicechange'));

  navigator.mediaDevices.getUserMedia = async ({ audio }) => {
    asked.push(audio);
    if (refusal) throw new DOMException('refused', refusal);
    const wanted = audio?.deviceId?.exact;
    if (wanted !== undefined && !inputs.has(wanted))
      throw new DOMException('not there', 'OverconstrainedError');
    // As Chromium does it: what is not asked for exactly is the system's choice.
    const id = wanted ?? [...inputs.keys()][0];
    if (id === undefined) throw new DOMException('no microphone', 'NotFoundError');
    return voice(id);
  };
  const listed = (kind, devices) =>
    [...devices].map(([deviceId, { label }]) => ({ kind, deviceId, groupId: deviceId, label }));
  navigator.mediaDevices.enumerateDevices = async () => [
    ...listed('audioinput', inputs),
    ...listed('audiooutput', outputs),
  ];
  const sinks = {};
  HTMLMediaElement.prototype.setSinkId = async function (id) {
    sinks[this.id] = id;
  };

  window.cauceDevices = {
    sinks,
    asked,
    plugMicrophone(id, label, hz) {
      inputs.set(id, { label, hz, tracks: new Set() });
      changed();
    },
    unplugMicrophone(id) {
      const { tracks } = inputs.get(id);
      inputs.delete(id);
      for (const track of tracks) {
        if (track.readyState === 'ended') continue;
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
      changed();
    },
    plugHeadset(id, label) {
      outputs.set(id, { label });
      changed();
    },
    /** By a button of its own, which no page sees. */
    muteMicrophone(id, on) {
      inputs.get(id).muted = on;
    },
    leak(share) {
      leak = share;
    },
    unplugHeadset(id) {
      outputs.delete(id);
      changed();
    },
    /** From now on the browser answers with this fault; null: it gives what it has. */
    refuse(name) {
      refusal = name;
    },
  };
  window.cauceDevices.plugMicrophone('headset', 'Audífonos', 700);
  window.cauceDevices.plugHeadset('headset-ear', 'Audífonos');
  window.cauceDevices.plugHeadset('speaker', 'Altavoz');
})();
