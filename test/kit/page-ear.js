/**
 * Runs in a page under test, before its own scripts: an ear at the place where the person's would be, behind the
 * element that plays the far end's voice.
 */
(() => {
  /** 171 ms of sound at 48 kHz. */
  const SAMPLES = 8192;
  const FOLLOW_EVERY_MS = 50;
  const LOOK_EVERY_MS = 5;
  /** 43 ms of it: two packets of voice. */
  const SHORT_SAMPLES = 2048;
  const SILENCE_DBFS = -120;

  let ear = null;
  let following = null;
  let touched = null;
  for (const kind of ['keydown', 'click']) {
    addEventListener(
      kind,
      event => {
        touched = Date.now() - (performance.now() - event.timeStamp);
      },
      true,
    );
  }

  /** Every connection the page ever made: the last one says what came in and what went out. */
  const connections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...settings) {
      super(...settings);
      connections.push(this);
    }
  };

  function openEar(element, track) {
    ear?.context.close();
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: SAMPLES });
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    ear = { element, track, context, analyser, samples: new Float32Array(SAMPLES) };
  }

  const dbfs = power => Math.max(SILENCE_DBFS, 10 * Math.log10(power + 1e-12));

  /** Power of one frequency by the Goertzel algorithm under a Hann window; a pure tone has the power it is made of. */
  function powerOf(hz, samples, rate) {
    const coefficient = 2 * Math.cos((2 * Math.PI * hz) / rate);
    let before = 0;
    let last = 0;
    for (let i = 0; i < samples.length; i++) {
      const window = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / samples.length);
      const next = samples[i] * window + coefficient * last - before;
      before = last;
      last = next;
    }
    const power = last * last + before * before - coefficient * last * before;
    return (8 * power) / (samples.length * samples.length);
  }

  /** What is heard now: the level of one frequency and of everything, dBFS; null while nothing is connected. */
  function listen(hz, count = SAMPLES) {
    const element = document.getElementById('remote-audio');
    const track = element?.srcObject?.getAudioTracks()[0];
    if (!track) return null;
    if (ear?.track !== track) openEar(element, track);
    ear.analyser.getFloatTimeDomainData(ear.samples);
    let all = 0;
    const samples = ear.samples.subarray(-count);
    for (const sample of samples) all += sample * sample;
    const loud = element.paused || element.muted ? 0 : element.volume ** 2;
    return {
      tone: dbfs(loud * powerOf(hz, samples, ear.context.sampleRate)),
      all: dbfs((loud * all) / count),
    };
  }

  /** What a person with the browser's own tools would look at when nothing is heard. */
  async function examine() {
    const element = document.getElementById('remote-audio');
    const connection = connections.at(-1);
    const found = { connections: connections.length, connection: connection?.connectionState ?? null };
    for (const report of (await connection?.getStats())?.values() ?? []) {
      if (report.type === 'inbound-rtp')
        found.came = { packets: report.packetsReceived, energy: report.totalAudioEnergy };
      if (report.type === 'outbound-rtp') found.went = { packets: report.packetsSent };
      if (report.type === 'media-source') found.microphone = { energy: report.totalAudioEnergy };
    }
    return {
      ...found,
      element: element && { paused: element.paused, muted: element.muted, at: element.currentTime },
      track: ear && { state: ear.track.readyState, muted: ear.track.muted },
      context: ear && { state: ear.context.state, at: ear.context.currentTime },
    };
  }

  window.cauceEar = {
    listen,
    examine,
    /** Resolves with the epoch ms at which a tone is as loud as `dbfs`, listened to in short pieces. */
    heard(hz, dbfs) {
      return new Promise(done => {
        const look = () => {
          if ((listen(hz, SHORT_SAMPLES)?.tone ?? SILENCE_DBFS) < dbfs) return;
          clearInterval(timer);
          done(Date.now());
        };
        const timer = setInterval(look, LOOK_EVERY_MS);
      });
    },
    /** The epoch ms of the last key or click. */
    touched: () => touched,
    /** Keeps listening until `told`; then gives each moment's level of the tone. */
    follow(hz) {
      const moments = [];
      const timer = setInterval(
        () => moments.push({ at: Date.now(), tone: listen(hz)?.tone ?? SILENCE_DBFS }),
        FOLLOW_EVERY_MS,
      );
      following = { moments, timer };
    },
    told() {
      clearInterval(following?.timer);
      return following?.moments ?? [];
    },
  };
})();
