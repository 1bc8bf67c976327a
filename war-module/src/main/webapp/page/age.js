/** How long ago something was read, as of(moment) says; the words follow the clock when showAges() is called now and then. */

const SHOWN = 'as-of';

/** Says in the element, which gets the class "as-of", when what is beside it was read. */
export function readAt(element, moment = Date.now()) {
  element.setAttribute('data-moment', moment);
  show(element);
}

/** Brings every age on the page up to date. */
export function showAges() {
  document.querySelectorAll(`.${SHOWN}`).forEach(show);
}

function show(element) {
  const moment = element.getAttribute('data-moment');
  if (moment !== null) {
    element.textContent = `as of ${words(Math.max(0, Date.now() - Number(moment)) / 1000)}`;
  }
}

const words = seconds => seconds < 2 ? 'now' : `${lasting(seconds)} ago`;

/** 12 s, 3 min or 2 h. */
export function lasting(seconds) {
  if (seconds < 100) {
    return `${Math.floor(seconds)} s`;
  }
  return seconds < 6000 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

/** The seconds in PT1M2.5S and the like. */
export function secondsOf(duration) {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(duration) ?? [];
  return 3600 * hours + 60 * minutes + Number(seconds);
}
