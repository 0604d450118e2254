import type { checkWords as spanish } from '../es/check.ts';

export const checkWords: typeof spanish = {
  about:
    'In less than 20 seconds: microphone, headset, bell and the way of the voice to the centre, by a test call that reaches nobody and is kept nowhere.',
  start: 'Start',
  again: 'Check again',
  inCall: 'You are in a call now. Check your workplace when it is over.',
  speak: 'Say aloud: “Good morning, how can I help you?”',
  level: 'Level of the microphone',
  bellAsks: 'Do you hear the bell?',
  bellYes: 'Yes, I hear it',
  bellNo: 'No',
  press: 'Press the answer button of your headset.',
  skip: 'Skip',
  name: {
    line: 'Telephone registered',
    link: 'Connection to the centre',
    microphone: 'Microphone',
    hears: 'The microphone hears you',
    echo: 'No echo',
    bell: 'Bell',
    buttons: 'Buttons of the headset',
    way: 'Voice goes there and back',
  },
  is: {
    waits: 'To be checked',
    runs: 'Checking…',
    asks: 'Your turn',
    good: 'Fine',
    bad: 'To be mended',
    untried: 'Not tried',
  },
  fault: {
    line: {
      unregistered:
        'The telephone is not registered. See why in “Telephone registration” (your menu), and register it again.',
      elsewhere:
        'Another tab has the telephone. Close it, or open “Telephone registration” (your menu) and press “Use the telephone here”.',
      unseen:
        'The centre does not see this telephone yet. Wait a few seconds; if it stays so, register again in “Telephone registration” (your menu).',
    },
    link: {
      away: 'The centre does not answer. Check your network; if others get in, tell your supervisor.',
      'calls-away':
        'The centre is online but hands out no calls. Wait a minute; if it stays so, tell your supervisor.',
      slow: 'The centre is slow to answer. Use a cable instead of Wi-Fi, and stop downloads and videos.',
    },
    microphone: {
      denied:
        'The browser does not give the microphone. Click the padlock beside the address, allow it, and check again.',
      missing: 'There is no microphone. Plug in the headset and check again.',
      busy: 'The microphone does not open: another program may have it. Close video calls, unplug it and plug it in again.',
      unanswered: 'The browser asks for the microphone and waits for your answer. Allow it, and check again.',
    },
    hears: {
      dead: 'The microphone gives dead silence: it is muted in the system, or by the button of the headset. Unmute it.',
      quiet:
        'You are hardly heard. Bring the microphone nearer, or choose another one in “Audio and microphone”.',
    },
    echo: {
      heard:
        'What is played comes back by your microphone: customers would hear themselves. Use a headset, or turn the loudspeaker down.',
      unplayed: 'The browser did not let the test sound. Touch the page and check again.',
    },
    bell: {
      'no-output': 'This computer has nothing to sound on. Plug in a headset or a loudspeaker.',
      unplayed: 'The browser did not let the bell sound. Touch the page and check again.',
      unheard:
        'You do not hear the bell: turn the computer up, or choose another loudspeaker for it in “Audio and microphone”.',
      unanswered: 'You did not say whether you hear the bell. Check again and answer.',
    },
    buttons: {
      busy: 'Another program has the buttons of your headset. Close it, or answer by mouse or keyboard.',
      unpressed:
        'No press of a button came. Unplug the headset, plug it in and check again; meanwhile answer by mouse or keyboard.',
    },
    way: {
      'not-now': 'It could not be tried: the telephone is not registered, or is in a call.',
      dropped: 'A call came and the test was ended. Check again when it is over.',
      refused:
        'The centre did not take the test call. Try in a minute; if it happens again, tell your supervisor.',
      unanswered:
        'The centre did not answer the test call. Register the telephone in “Telephone registration” (your menu), and check again.',
      'no-way':
        'The call is answered, but the voice finds no way: a firewall or a VPN stops it. Tell your supervisor.',
      'relay-refused':
        'The voice finds no way, and the TURN server of the centre does not accept its key. Tell your supervisor: “TURN refuses the key”.',
      'relay-away':
        'The voice finds no way, and the TURN server of the centre does not answer. Check your network or VPN; if others cannot either, tell your supervisor.',
      silent: 'There is a way, but no voice comes back by it. Tell your supervisor.',
      'loses-there':
        'Your network loses voice to the centre. Use a cable instead of Wi-Fi, and stop downloads and videos.',
      'loses-back':
        'Your network loses voice from the centre. Use a cable instead of Wi-Fi, and stop downloads and videos.',
      jitters: 'The voice comes unevenly. Use a cable instead of Wi-Fi, and stop downloads and videos.',
      delays:
        'The voice takes too long there and back. If you use a VPN, leave it; else tell your supervisor.',
    },
  },
  rtt: ms => `there and back ${ms} ms`,
  loss: (there, back) => `loss ${there} there, ${back} back`,
  lossBack: back => `loss ${back} back`,
  jitter: ms => `jitter ${ms} ms`,
  direct: 'direct',
  relayed: 'by the TURN server',
  ready: 'All ready',
  toMend: count => (count === 1 ? 'One thing to mend' : `${count} things to mend`),
  last: (at, result) => `Last check: ${at} · ${result}`,
};
