import { idle } from './testing.js';

/**
 * The part of a browser that the page uses, written by hand: a document, a clock that a test moves, an address, and a network with a server
 * at its end. What the page needs and this has not fails loudly.
 */

class FakeNode {
  constructor() {
    this.parent = null;
  }
}

class FakeText extends FakeNode {
  constructor(data) {
    super();
    this.textContent = data;
  }
}

class FakeElement extends FakeNode {
  constructor(name) {
    super();
    this.localName = name;
    this.attributes = new Map();
    this.childNodes = [];
    this.listeners = [];
    this.style = {};
    this.dataset = {};
    this.returnValue = '';
    this.typed = null;
    this.isOpen = false;
    this.validity = { badInput: false };
  }

  get children() {
    return this.childNodes.filter(each => each instanceof FakeElement);
  }

  get childElementCount() {
    return this.children.length;
  }

  get isConnected() {
    return this === document.documentElement || (this.parent?.isConnected ?? false);
  }

  get textContent() {
    return this.childNodes.map(each => each.textContent).join('');
  }

  set textContent(text) {
    this.replaceChildren(...(text === '' ? [] : [text]));
  }

  set innerHTML(html) {
    throw new Error(`The page makes HTML out of text: ${html}`);
  }

  setAttribute(name, value) {
    this.attributes.set(name, String(value));
  }

  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  removeAttribute(name) {
    this.attributes.delete(name);
  }

  append(...nodes) {
    nodes.forEach(each => {
      const node = each instanceof FakeNode ? each : new FakeText(String(each));
      node.parent?.childNodes.splice(node.parent.childNodes.indexOf(node), 1);
      node.parent = this;
      this.childNodes.push(node);
    });
  }

  insertBefore(node, next) {
    this.append(node);
    if (next !== null) {
      this.childNodes.splice(this.childNodes.indexOf(next), 0, this.childNodes.pop());
    }
  }

  contains(node) {
    return node === this || this.children.some(each => each.contains(node));
  }

  replaceChildren(...nodes) {
    this.childNodes.splice(0).forEach(each => { each.parent = null; });
    this.append(...nodes);
  }

  remove() {
    this.parent.childNodes.splice(this.parent.childNodes.indexOf(this), 1);
    this.parent = null;
  }

  addEventListener(type, listener) {
    this.listeners.push({ type, listener });
  }

  /** Whether the browser may do what it does by itself. */
  dispatch(type) {
    let isPrevented = false;
    const event = { type, preventDefault() { isPrevented = true; } };
    this.listeners.filter(each => each.type === type).forEach(({ listener }) => listener(event));
    return !isPrevented;
  }

  focus() {
    document.activeElement = this;
  }

  click() {
    this.dispatch('click');
    if (this.localName === 'button' && this.getAttribute('type') === 'submit') {
      if (this.closest('form').dispatch('submit')) {
        throw new Error('The browser leaves the page, as it does with a form that nobody sends otherwise.');
      }
    }
    if (this.localName === 'a' && this.getAttribute('download') !== null) {
      saved.push([this.getAttribute('download'), URL.addresses.get(this.getAttribute('href'))]);
    }
    if (this.localName === 'summary') {
      this.parent.open = !this.parent.open;
    }
  }

  closest(selector) {
    return matches(this, selector) ? this : this.parent?.closest(selector) ?? null;
  }

  querySelectorAll(selector) {
    const [first, ...rest] = selector.split(/ (?![^[]*\])/);
    const found = this.children.flatMap(each => [...(matches(each, first) ? [each] : []), ...each.querySelectorAll(first)]);
    return rest.length === 0 ? found : found.flatMap(each => each.querySelectorAll(rest.join(' ')));
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null;
  }

  get options() {
    return this.querySelectorAll('option');
  }

  get value() {
    if (this.localName === 'select') {
      return this.typed ?? this.options[0].value;
    }
    return this.typed ?? this.getAttribute('value') ?? '';
  }

  set value(value) {
    const isChoice = this.localName !== 'select' || this.options.some(each => each.value === value);
    this.typed = isChoice ? String(value) : '';
  }

  get open() {
    return this.isOpen;
  }

  set open(isOpen) {
    if (this.isOpen !== isOpen) {
      this.isOpen = isOpen;
      this.dispatch('toggle');
    }
  }

  reset() {
    this.querySelectorAll('input,textarea,select').forEach(each => { each.typed = null; });
  }

  showModal() {
    this.isOpen = true;
    this.querySelector('[autofocus]')?.focus();
  }

  close(returnValue) {
    this.isOpen = false;
    this.returnValue = returnValue ?? this.returnValue;
    this.dispatch('close');
  }
}

['id', 'min', 'max', 'placeholder'].forEach(name => Object.defineProperty(FakeElement.prototype, name, {
  get() {
    return this.getAttribute(name) ?? '';
  },
  set(value) {
    this.setAttribute(name, value);
  },
}));

['hidden', 'checked'].forEach(name => Object.defineProperty(FakeElement.prototype, name, {
  get() {
    return this.attributes.has(name);
  },
  set(isSet) {
    if (isSet) {
      this.setAttribute(name, '');
    } else {
      this.removeAttribute(name);
    }
  },
}));

/** Of one element: name, #id, .class and [attribute="value"], in this order, or several such with a comma. */
function matches(element, selector) {
  return selector.split(',').some(each => {
    const [, name, id, classes, attribute, , value] = /^([\w]*)(?:#([\w-]+))?((?:\.[\w-]+)*)(?:\[([\w-]+)(="((?:[^"\\]|\\.)*)")?\])?$/.exec(each);
    const own = (element.getAttribute('class') ?? '').split(' ');
    return (name === '' || name === element.localName)
      && (id === undefined || id === element.id)
      && classes.split('.').slice(1).every(one => own.includes(one))
      && (attribute === undefined || element.attributes.has(attribute))
      && (value === undefined || element.getAttribute(attribute) === value.replace(/\\(.)/g, '$1'));
  });
}

const html = new FakeElement('html');
html.append(new FakeElement('body'));
const body = html.children[0];

globalThis.document = {
  documentElement: html,
  body,
  baseURI: 'https://clarify.example/clarify/',
  title: '',
  hidden: false,
  activeElement: body,
  createElement: name => new FakeElement(name),
  createElementNS: (namespace, name) => new FakeElement(name),
  getElementById: id => html.querySelector(`#${id}`),
  querySelectorAll: selector => html.querySelectorAll(selector),
};

['main', 'nav', 'p', 'button', 'p'].forEach((name, index) => {
  const element = new FakeElement(name);
  element.id = ['main', 'views', 'who', 'leave', 'status'][index];
  body.append(element);
});

globalThis.CSS = { escape: text => text.replace(/[^\w-]/g, '\\$&') };

globalThis.location = { pathname: '/clarify/', search: '', hash: '' };

globalThis.history = {
  replaceState(state, title, address) {
    [, location.pathname, location.search, location.hash] = /^([^?#]*)(\?[^#]*)?(#.*)?$/.exec(address).map(each => each ?? '');
  },
};

/** What this tab keeps. */
export const storage = new Map();

globalThis.sessionStorage = {
  getItem: name => storage.get(name) ?? null,
  setItem: (name, value) => storage.set(name, value),
  removeItem: name => storage.delete(name),
};

let random = 0;
globalThis.crypto = { getRandomValues: array => array.fill(++random) };

globalThis.URLSearchParams = class {
  constructor(text) {
    this.values = new Map(text.split('&').map(each => each.split('=').map(decodeURIComponent)));
  }

  get(name) {
    return this.values.get(name) ?? null;
  }
};

globalThis.URL = class {
  static addresses = new Map();

  static createObjectURL(file) {
    const address = `blob:${URL.addresses.size}`;
    URL.addresses.set(address, file);
    return address;
  }

  static revokeObjectURL(address) {
    URL.addresses.delete(address);
  }

  constructor(path, base) {
    this.href = base.replace(/[^/]*$/, '') + path;
  }
};

/** The files that were saved: [name, file]. */
export const saved = [];

/** A stream is its parts. */
globalThis.TransformStream = class {
  constructor({ transform }) {
    this.transform = transform;
  }
};

const stream = parts => ({
  parts,
  pipeThrough({ transform }) {
    return stream((async function* () {
      for await (const part of parts) {
        const passed = [];
        transform(part, { enqueue: each => passed.push(each) });
        yield* passed;
      }
    })());
  },
});

globalThis.Response = class {
  constructor(body) {
    this.body = body;
  }

  async blob() {
    let text = '';
    for await (const part of this.body.parts) {
      text += part;
    }
    return { text: async () => text, slice: from => ({ text: async () => text.slice(from) }) };
  }
};

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

globalThis.atob = text => {
  const bits = [...text.replace(/=*$/, '')].map(each => {
    if (!BASE64.includes(each)) {
      throw new Error(`No base64: ${text}`);
    }
    return BASE64.indexOf(each).toString(2).padStart(6, '0');
  }).join('');
  return (bits.match(/.{8}/g) ?? []).map(each => String.fromCharCode(parseInt(each, 2))).join('');
};

globalThis.TextDecoder = class {
  decode(bytes) {
    return decodeURIComponent([...bytes].map(each => `%${each.toString(16).padStart(2, '0')}`).join(''));
  }
};

const listeners = [];
globalThis.addEventListener = (type, listener) => listeners.push({ type, listener });

/** The address changes, as when somebody types another one. */
export function goTo(hash) {
  location.hash = hash;
  listeners.filter(each => each.type === 'hashchange').forEach(({ listener }) => listener());
}

/* The clock stands still until a test moves it. */

let now = 0;
let timers = [];

const addTimer = (call, wait, every) => {
  const timer = { call, at: now + (wait ?? 0), every };
  timers.push(timer);
  return timer;
};

const EPOCH = 1_770_000_000_000;

Date.now = () => EPOCH + now;
globalThis.setTimeout = (call, wait) => addTimer(call, wait, null);
globalThis.setInterval = (call, wait) => addTimer(call, wait, wait);
globalThis.clearTimeout = globalThis.clearInterval = timer => { timers = timers.filter(each => each !== timer); };

/** Time passes, and what was to happen in it happens. */
export async function pass(milliseconds) {
  const end = now + milliseconds;
  await idle();
  for (;;) {
    const next = timers.filter(each => each.at <= end).sort((one, other) => one.at - other.at)[0];
    if (next === undefined) {
      break;
    }
    now = next.at;
    if (next.every === null) {
      clearInterval(next);
    } else {
      next.at += next.every;
    }
    next.call();
    await idle();
  }
  now = end;
}

/** The status line, after what is announced in it has arrived there. */
export async function announced() {
  await pass(0);
  return document.getElementById('status').textContent;
}

/* The network. */

/** What was sent over it: [address, request]. */
export const requests = [];

let respond = () => {
  throw new Error('The network is down.');
};

/** Answers every request with what the function makes of address and request: {status, type, text}, or null for no answer at all. */
export function serve(answer) {
  respond = answer;
}

globalThis.AbortController = class {
  constructor() {
    this.signal = { aborted: false, call: () => {} };
  }

  abort() {
    this.signal.aborted = true;
    this.signal.call();
  }
};

/** A part that is null never arrives. */
async function* ofNetwork(parts, request) {
  for (const part of parts) {
    if (part === null) {
      await new Promise((resolve, reject) => { request.signal.call = () => reject(new Error('aborted')); });
    }
    yield await part;
  }
}

globalThis.fetch = async (address, request) => {
  requests.push([address, request]);
  const answer = respond(address, request);
  if (answer === null) {
    await new Promise((resolve, reject) => { request.signal.call = () => reject(new Error('aborted')); });
  }
  const { status = 200, type = 'application/json', text = '', tag = null, parts = [] } = answer;
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get: name => ({ 'Content-Type': type, ETag: tag })[name] ?? null },
    body: stream(ofNetwork(parts, request)),
    async text() {
      if (text === null) {
        throw new Error('The connection was lost.');
      }
      return text;
    },
  };
};

/** The one element with that text; a button or a summary may say more than that, out of sight. */
export function withText(root, name, text) {
  const found = root.querySelectorAll(name).filter(each => (each.childNodes[0]?.textContent ?? '') === text);
  if (found.length !== 1) {
    throw new Error(`${found.length} times ${name} with "${text}" in "${root.textContent}"`);
  }
  return found[0];
}

/** Types into the field with that name. */
export function fill(root, name, text) {
  root.querySelector(`[name="${name}"]`).value = text;
}
