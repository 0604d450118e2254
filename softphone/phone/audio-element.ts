/** The audio element of this name; there is one in the page, however often someone logs in. */
export function audioElement(id: string): HTMLAudioElement {
  const found = document.getElementById(id);
  if (found instanceof HTMLAudioElement) return found;
  const made = document.createElement('audio');
  made.id = id;
  made.autoplay = true;
  document.body.append(made);
  return made;
}
