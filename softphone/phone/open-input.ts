/**
 * Opens this microphone, or another one where it is not there; empty = the system's own choice. It is asked for by
 * `exact`: Chromium may answer an `ideal` one with the system's choice although the wanted one is there.
 */
export async function openInput(
  media: Pick<MediaDevices, 'getUserMedia'>,
  device: string,
  audio: MediaTrackConstraints,
): Promise<MediaStream> {
  if (device !== '') {
    try {
      return await media.getUserMedia({ audio: { ...audio, deviceId: { exact: device } }, video: false });
    } catch (fault) {
      if (!isNotThere(fault)) throw fault;
    }
  }
  return media.getUserMedia({ audio, video: false });
}

/** `OverconstrainedError` is no DOMException in every browser. */
function isNotThere(fault: unknown): boolean {
  const name = fault instanceof Error || fault instanceof DOMException ? fault.name : '';
  return name === 'OverconstrainedError' || name === 'NotFoundError';
}
