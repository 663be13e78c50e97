// What can be searched: findings, statements and references with their `key:value` words.
const SUPPORTS = ['none', 'requested', 'empty', 'dead', 'doubtful', 'paragraph', 'sourced', 'exempt'];
const NEEDY = new Set(SUPPORTS.slice(0, 5));
const supportOf = (statement) => SUPPORTS.find((each) => statement.classList.contains(each));
const clean = (element) => element.textContent.replace(/\s+/g, ' ').trim();
// A statement without its footnote marks.
const wordsOf = (statement) => [...statement.childNodes].map((each) => (each.nodeName === 'SUP' ? '' : each.textContent)).join('').replace(/\s+/g, ' ').trim();
const NOTHING = [];
const NOWHERE = make('i');
// Ids of what covers a statement: as told, else those its marks lead to.
const refsOf = (statement) => (statement.dataset.r === undefined ? [...new Set($$('.m a', statement).map((each) => each.hash.slice(1)))] : statement.dataset.r.split(' ').filter(Boolean));
const codeOf = (card) => $('.rn code', card).textContent;
// A finding's own words: what its card says by class and code, and what `data-k` adds.
function keysOf(card) {
  const code = codeOf(card);
  const told = (card.dataset.k || '').split(' ').filter(Boolean);
  if (!told.some((each) => each.startsWith('confidence:'))) told.push('confidence:high');
  return [...told, `rule:${code}/${ruleNames.get(code)}`, `severity:${card.classList[1]}`, `is:${card.classList[2]}`];
}
const ruleNames = new Map($$('.rule').map((each) => [each.id.slice(5), each.dataset.name]));
let index = null;

function built() {
  if (index) return index;
  index = { findings: [], statements: [], references: [], by: new Map() };
  $$('.page').forEach((page, at) => {
    const homes = {};
    const add = (kind, element, keys, text) => {
      const item = { kind, id: element.id, element, page, at, keys, text, home: homes[kind] ||= { place: element.parentNode, items: [] }, low: null };
      item.home.items.push(element);
      index[kind].push(item);
      index.by.set(element.id, item);
      return item;
    };
    for (const element of $$('.ref', page)) add('references', element, element.dataset.k.split(' '), () => clean($('.rb', element)));
    for (const element of $$('.finding', page)) {
      add('findings', element, keysOf(element), () => `${clean(element.firstElementChild)} ${clean($('.src', element) || NOWHERE)}`);
    }
    for (const element of $$('.s', page)) {
      const item = add('statements', element, null, () => wordsOf(element));
      item.support = supportOf(element);
      if (item.support === 'exempt') index.statements.pop();
    }
  });
  return index;
}

// The values of each key, worked out when first asked for. A statement takes those of its references.
function said(item, key) {
  if (!item.said) {
    item.said = new Map([['page', [item.page.id]]]);
    const add = (words) => {
      for (const word of words) {
        const at = word.indexOf(':');
        const name = word.slice(0, at);
        const value = word.slice(at + 1);
        const held = item.said.get(name);
        if (!held) item.said.set(name, [value]);
        else if (!held.includes(value)) held.push(value);
      }
    };
    if (item.support) add([`support:${item.support}`]);
    if (item.element.classList.contains('lead')) add(['is:lead']);
    if (item.keys) add(item.keys);
    else for (const id of refsOf(item.element)) add(index.by.get(id)?.keys || []);
  }
  return item.said.get(key) || NOTHING;
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
  if (key === 'host' || key === 'rule') return said(item, key).some((held) => held.toLowerCase().includes(value));
  return said(item, key).includes(value);
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
