import { el } from './dom.js';

const KEPT = 60;
const SVG = 'http://www.w3.org/2000/svg';

/** A line of the last values; null is a moment without a value. */
export function trend(label) {
  const values = [];
  const line = document.createElementNS(SVG, 'path');
  const picture = document.createElementNS(SVG, 'svg');
  picture.setAttribute('viewBox', `0 0 ${KEPT - 1} 20`);
  picture.setAttribute('preserveAspectRatio', 'none');
  picture.append(line);
  const element = el('span', { class: 'trend', 'data-empty': true, role: 'img', 'aria-label': `${label} in the last two minutes` }, picture);
  return {
    element,
    add(value, greatest) {
      values.push(value);
      values.splice(0, Math.max(0, values.length - KEPT));
      const known = values.filter(each => each !== null);
      const top = greatest ?? Math.max(1, ...known);
      const start = KEPT - values.length;
      const points = values.map((each, index) => each === null ? null : `${start + index} ${19 - 18 * each / top}`);
      element.setAttribute('data-empty', known.length < 2);
      line.setAttribute('d', points.filter(Boolean).map((point, index) => `${index === 0 ? 'M' : 'L'}${point}`).join(''));
    },
  };
}
