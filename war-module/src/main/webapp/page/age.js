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

function words(seconds) {
  if (seconds < 2) {
    return 'now';
  }
  if (seconds < 100) {
    return `${Math.floor(seconds)} s ago`;
  }
  return seconds < 6000 ? `${Math.floor(seconds / 60)} min ago` : `${Math.floor(seconds / 3600)} h ago`;
}
