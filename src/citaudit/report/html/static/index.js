// What can be searched: findings, statements and references with their `key:value` words.
const SUPPORTS = ['none', 'requested', 'empty', 'dead', 'doubtful', 'paragraph', 'sourced', 'exempt'];
const NEEDY = new Set(SUPPORTS.slice(0, 5));
const supportOf = (statement) => SUPPORTS.find((each) => statement.classList.contains(each));
const clean = (element) => element.textContent.replace(/\s+/g, ' ').trim();
let index = null;

function built() {
  if (index) return index;
  index = { findings: [], statements: [], references: [], by: new Map() };
  $$('.page').forEach((page, at) => {
    const add = (kind, element, keys, text) => {
      const item = { kind, id: element.id, element, page, at, keys, text, home: element.parentNode, low: null };
      index[kind].push(item);
      index.by.set(element.id, item);
      return item;
    };
    for (const element of $$('.ref', page)) add('references', element, element.dataset.k.split(' '), () => clean($('.rb', element)));
    for (const element of $$('.finding', page)) {
      add('findings', element, element.dataset.k.split(' '), () => `${clean(element.firstElementChild)} ${clean($('.src code', element))}`);
    }
    for (const element of $$('.s', page)) {
      const item = add('statements', element, null, () => clean(element));
      item.support = supportOf(element);
    }
  });
  return index;
}

// A statement takes the words of its references; worked out when they are first asked for.
function keysOf(item) {
  if (!item.keys) {
    item.keys = [`support:${item.support}`];
    for (const id of (item.element.dataset.r || '').split(' ')) {
      const reference = index.by.get(id);
      if (reference) item.keys.push(...reference.keys);
    }
  }
  return item.keys;
}

function lowText(item) {
  if (item.low === null) item.low = item.text().toLowerCase();
  return item.low;
}

// `-is:dead,gone "two words" word` -> [{not, key, values}]
function parsed(query) {
  return [...query.matchAll(/(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))/gi)].map(([, not, key, quoted, bare]) => {
    const value = (quoted ?? bare).toLowerCase();
    return { not: Boolean(not), key: key ? key.toLowerCase() : '', values: key && quoted === undefined ? value.split(',').filter(Boolean) : [value] };
  });
}

function says(item, key, value) {
  if (key === 'page') {
    return item.page.id === value || item.page.dataset.name.toLowerCase().includes(value);
  }
  const loose = key === 'host' || key === 'rule';
  const start = `${key}:`;
  return keysOf(item).some((word) => {
    if (!word.startsWith(start)) return false;
    const held = word.slice(start.length).toLowerCase();
    return loose ? held.includes(value) : held === value;
  });
}

function fits(item, terms) {
  return terms.every(({ not, key, values }) => {
    const found = values.some((value) => (key ? says(item, key, value) : lowText(item).includes(value)));
    return found !== not;
  });
}

const matching = (kind, query) => {
  const terms = parsed(query);
  return built()[kind].filter((item) => fits(item, terms));
};
