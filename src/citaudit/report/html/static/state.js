// Where the reader is: view, page, item, search and order, all of it in the address.
const root = document.documentElement;
const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
const LISTS = ['findings', 'statements', 'references'];
const VIEWS = ['overview', 'rules', ...LISTS];
const now = { view: 'overview', page: null, item: null, q: '', sort: '' };

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function drawn(name, attributes = {}) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function icon(name) {
  const svg = drawn('svg', { class: `i i-${name}`, 'aria-hidden': 'true' });
  svg.append(drawn('use', { href: `#i-${name}` }));
  return svg;
}

function readAddress() {
  const [id, query = ''] = location.hash.slice(1).split('?');
  const told = new URLSearchParams(query);
  let name = id;
  try { name = decodeURIComponent(id); } catch { /* as written */ }
  return { id: name || 'overview', q: told.get('q') || '', sort: told.get('sort') || '' };
}

function address(id, q = now.q, sort = now.sort) {
  const told = new URLSearchParams();
  if (q) told.set('q', q);
  if (sort) told.set('sort', sort);
  const query = told.toString();
  return `#${id}${query ? `?${query}` : ''}`;
}

const here = () => (now.item ? now.item.id : now.page ? now.page.id : now.view);

function go(id, keep = true) {
  settled();
  const next = keep ? address(id) : `#${id}`;
  if (next === location.hash) route();
  else location.hash = next;
}

// A search waits until the reader pauses, or does something else.
let typing = 0;

function typed() {
  if (!typing) return;
  clearTimeout(typing);
  typing = 0;
  search($('#q').value.trim());
}

// Writing the address is slow in a long document, so it waits until the answer has been painted.
let settling = 0;
let settledFrom = '';

function settle() {
  clearTimeout(settling);
  settledFrom = location.hash;
  settling = setTimeout(settled, 150);
}

function settled() {
  typed();
  if (!settling) return;
  clearTimeout(settling);
  settling = 0;
  // The reader may have gone on meanwhile, and that address is not to be overwritten.
  if (location.hash !== settledFrom) return;
  history.replaceState(null, '', address(here()));
  carry();
}

function route() {
  clearTimeout(settling);
  settling = 0;
  const told = readAddress();
  now.q = told.q;
  now.sort = told.sort;
  $('#q').value = now.q;
  homeward();
  unchoose();
  now.item = null;
  if (VIEWS.includes(told.id)) showView(told.id);
  else if (!showThing(told.id)) showView('overview');
  for (const link of $$('.top nav a')) {
    const on = link.dataset.nav === (now.page ? '' : now.view);
    if (on) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  carry();
}

// The links between the lists keep what is searched for.
function carry() {
  for (const link of $$('.top nav a')) {
    if (LISTS.includes(link.dataset.nav)) link.setAttribute('href', address(link.dataset.nav, now.q, ''));
  }
}

function showView(view) {
  now.view = view;
  turnTo(null);
  root.dataset.view = view;
  if (LISTS.includes(view)) fillList();
  scrollTo(0, 0);
}

function showThing(id) {
  const element = document.getElementById(id);
  if (!element) return false;
  if (element.closest('#rules')) {
    showView('rules');
    if (element.tagName === 'DETAILS') element.open = true;
    element.scrollIntoView();
    return true;
  }
  const page = element.closest('.page');
  if (!page) {
    showView('overview');
    element.scrollIntoView();
    return true;
  }
  now.view = 'page';
  root.dataset.view = 'page';
  const turned = now.page !== page;
  turnTo(page);
  filterPage();
  if (element !== page) reveal(element);
  else if (turned) scrollTo(0, 0);
  return true;
}
