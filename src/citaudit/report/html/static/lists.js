// The lists over all pages: filters with counts, order, and what matches.
const FACETS = {
  findings: ['severity', 'of_finding', 'support', 'of_references', 'change', 'rule', 'page', 'host', 'confidence'],
  statements: ['support', 'is', 'page', 'host'],
  references: ['is', 'kind', 'page', 'host'],
};
const SORTS = {
  findings: ['severity', 'page', 'rule'],
  statements: ['page', 'support'],
  references: ['page', 'state', 'title', 'leaning', 'date'],
};
const ORDERS = { severity: ['error', 'warning', 'note'], confidence: ['high', 'medium', 'low'], support: SUPPORTS };
const STEP = 60;
const MOST = 12;
const OF_FINDING = ['new', 'mendable', 'known', 'ignored'];
const STATES = ['dead', 'empty', 'undefined', 'risk', 'unknown', 'unchecked', 'offline', 'alive'];
const moved = new Set();
let shown = [];
let visible = 0;

const valueOf = (item, key) => said(item, key)[0] || '';

const RANKS = {
  severity: (item) => ['error', 'warning', 'note'].indexOf(valueOf(item, 'severity')),
  rule: (item) => valueOf(item, 'rule'),
  support: (item) => SUPPORTS.indexOf(item.support),
  state: (item) => STATES.indexOf(valueOf(item, 'is')),
  title: (item) => clean($('.rt', item.element)).toLowerCase(),
  leaning: (item) => -$$('.lean a', item.element).length,
  date: (item) => item.element.dataset.y || '9999',
  page: () => 0,
};

function ordered(items, sort) {
  const rank = RANKS[sort] || RANKS.page;
  const ranks = new Map(items.map((item) => [item, rank(item)]));
  return [...items].sort((a, b) => {
    const x = ranks.get(a);
    const y = ranks.get(b);
    return x < y ? -1 : x > y ? 1 : 0;
  });
}

// Cards are moved into the list, never copied, and go back to their page in their own order.
function homeward() {
  for (const home of moved) home.place.append(...home.items);
  moved.clear();
  $('#list').replaceChildren();
}

function fillList() {
  const kind = now.view;
  shown = ordered(matching(kind, now.q), now.sort || SORTS[kind][0]);
  visible = 0;
  $('#rtitle').textContent = word(kind);
  $('#rcount').textContent = word('results_of', shown.length, built()[kind].length);
  $('#sort').replaceChildren(...SORTS[kind].map((key) => make('option', { value: key }, word(`sort.${key}`))));
  $('#sort').value = now.sort || SORTS[kind][0];
  facets(kind);
  const list = $('#list');
  list.replaceChildren(...(kind === 'references' ? [make('ol', { class: 'refs' })] : []));
  if (!shown.length) list.append(make('p', {}, word('no_results')));
  showMore();
}

// The statement that a finding speaks of, or the first that leans on the reference it speaks of.
function concerned(card) {
  if (card.dataset.s) return codeOf(card).startsWith('CLM') ? document.getElementById(card.dataset.s) : null;
  const lean = card.dataset.r && $('.lean a', document.getElementById(card.dataset.r.split(' ')[0]));
  return lean && document.getElementById(lean.hash.slice(1));
}

// What a card is given when it is first seen: its sign, its page, the first words of what it
// speaks of, and where it leads.
function dress(card, page) {
  if ($('.facts.to', card)) return;
  const severity = card.classList[1];
  const mark = drawn('svg', { class: `i i-${severity}`, role: 'img', 'aria-label': word(`severity.${severity}`) });
  mark.append(drawn('use', { href: `#i-${severity}` }));
  card.firstElementChild.prepend(mark);
  $('.fb', card).append(leads(card));
  const where = $('.where', card);
  const statement = concerned(card);
  const hit = $('.src mark', card);
  const words = statement ? wordsOf(statement) : hit ? clean(hit) : '';
  where.dataset.p = page.dataset.title;
  if (words) where.dataset.h = words.length > 64 ? `${words.slice(0, 62)}…` : words;
}

function leads(card) {
  const code = codeOf(card);
  const sure = valueOf({ ...built().by.get(card.id), said: null }, 'confidence');
  const link = (id, key, name = '') => make('a', { href: `#${id}`, class: key }, word(key), name);
  const parts = [link(`rule-${code}`, 'why')];
  if (card.dataset.s) parts.push(link(card.dataset.s, 'in_text'));
  for (const id of (card.dataset.r || '').split(' ').filter(Boolean).slice(0, 3)) {
    parts.push(link(id, 'reference', ` ${$('.rl', document.getElementById(id)).textContent}`));
  }
  return make('p', { class: 'facts to' }, ...parts, link(card.id, 'permalink'), make('span', {}, word(`sure.${sure}`)));
}

function showMore() {
  const list = $('#list .refs') || $('#list');
  const next = shown.slice(visible, visible + STEP);
  for (const item of next) if (item.kind !== 'statements') moved.add(item.home);
  for (const item of next) {
    if (item.kind === 'findings') dress(item.element, item.page);
    else if (item.kind === 'references') $('.lean', item.element).dataset.p = item.page.dataset.title;
  }
  list.append(...next.map((item) => (item.kind === 'statements' ? row(item) : item.element)));
  sign(list);
  visible += next.length;
  $('#more').hidden = visible >= shown.length;
}

function row(item) {
  const text = make('span', { dir: 'auto' }, wordsOf(item.element));
  if (item.page.dataset.lang) text.lang = item.page.dataset.lang;
  const where = make('span', { class: 'where' }, `${word(`support.${item.support}`)} · ${item.page.dataset.title}`);
  return make('a', { class: 'srow', href: address(item.id), 'data-id': item.id }, icon(item.support), text, where);
}

function facets(kind) {
  const terms = parsed(now.q);
  const box = $('#facets');
  box.replaceChildren();
  if (now.q) {
    const clear = make('button', { type: 'button', id: 'clear', class: 'copy' }, word('clear'));
    clear.addEventListener('click', () => search(''));
    box.append(clear);
  }
  const known = new Map();
  for (const facet of FACETS[kind]) {
    const key = facet.startsWith('of_') ? 'is' : facet;
    const chosen = terms.find((term) => term.key === key && !term.not);
    const items = chosen ? built()[kind].filter((item) => fits(item, terms.filter((term) => term !== chosen))) : shown;
    if (!known.has(key)) known.set(key, counted(items, key));
    const counts = known.get(key).filter(([value]) => key === facet || OF_FINDING.includes(value) === (facet === 'of_finding'));
    if (!counts.length || (counts.length === 1 && !chosen)) continue;
    const group = make('div', { class: 'facet', role: 'group' }, make('h3', {}, word(`facet.${facet}`)));
    group.setAttribute('aria-label', word(`facet.${facet}`));
    for (const [value, n] of counts.slice(0, MOST)) group.append(choice(key, value, n, chosen));
    if (counts.length > MOST) group.append(make('p', {}, word('more_values', counts.length - MOST)));
    box.append(group);
  }
}

function counted(items, key) {
  const counts = new Map();
  for (const item of items) {
    for (const value of said(item, key)) {
      const name = key === 'rule' ? value.split('/')[0] : value;
      counts.set(name, (counts.get(name) || 0) + 1);
    }
  }
  const order = ORDERS[key];
  return [...counts].sort((a, b) => (order ? order.indexOf(a[0]) - order.indexOf(b[0]) : b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}

function named(key, value) {
  if (key === 'page') return document.getElementById(value).dataset.title;
  if (key === 'rule') return word(`rule.${value}`) || value;
  if (key === 'is') return word(`is.${value}`) || word(`state.${value}`) || value;
  return word(`${key}.${value}`) || value;
}

function choice(key, value, n, chosen) {
  const on = Boolean(chosen && chosen.values.includes(value.toLowerCase()));
  const button = make('button', { type: 'button', 'aria-pressed': String(on) }, make('span', {}, named(key, value)), make('b', {}, String(n)));
  button.addEventListener('click', () => {
    const values = chosen ? chosen.values.filter((each) => each !== value.toLowerCase()) : [];
    if (!on) values.push(value);
    const rest = now.q.replace(new RegExp(`(^|\\s)${key}:(?:"[^"]*"|\\S+)`, 'i'), '').trim();
    search(`${rest} ${values.length ? `${key}:${values.join(',')}` : ''}`.trim());
    const again = $$('#facets button').find((each) => each.firstChild.textContent === named(key, value));
    if (again) again.focus();
  });
  return button;
}

function search(query) {
  now.q = query;
  if ($('#q').value !== query) $('#q').value = query;
  if (LISTS.includes(now.view)) {
    homeward();
    now.item = null;
    settle();
    fillList();
  } else if (now.page) {
    settle();
    filterPage();
  } else go('findings');
}
