// Keys, buttons and the first look.
function stepItem(by) {
  if (now.page) return stepIn(pageItems(), by, now.item?.element);
  if (!LISTS.includes(now.view)) return go('findings');
  if (by > 0 && shown.indexOf(now.item) >= visible - 2) showMore();
  const at = shown.indexOf(now.item);
  const next = shown[Math.max(0, Math.min(visible - 1, at + by))];
  if (!next) return undefined;
  now.item = next;
  for (const each of $$('.at')) each.classList.remove('at');
  const element = next.kind === 'statements' ? $(`[data-id="${next.id}"]`) : next.element;
  element.classList.add('at');
  (next.kind === 'findings' ? element.firstElementChild : element).focus?.({ preventScroll: true });
  element.scrollIntoView({ block: 'nearest' });
  return undefined;
}

const pageItems = () => $$($('.side', now.page).dataset.tab === 'references' ? '.ref' : '.finding', now.page).filter((each) => !each.hidden);

function stepIn(elements, by, from) {
  const at = elements.indexOf(from);
  const next = elements[at < 0 ? (by > 0 ? 0 : elements.length - 1) : at + by];
  if (!next) return;
  if (from?.tagName === 'DETAILS') from.open = false;
  go(next.id);
}

function stepStatement(by) {
  if (!now.page) return;
  const wanted = $$('.s', now.page).filter((each) => (now.q ? each.classList.contains('match') : NEEDY.has(supportOf(each))));
  stepIn(wanted, by, now.item?.element);
}

function stepPage(by) {
  const pages = $$('.page');
  const next = pages[now.page ? pages.indexOf(now.page) + by : by > 0 ? 0 : -1];
  if (next) go(next.id);
}

function up() {
  if (now.page && now.item) go(now.page.id);
  else if (now.page) go('overview', false);
  else if (now.view !== 'overview') go('overview', false);
}

function dark() {
  return root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
}

function switchTheme() {
  root.dataset.theme = dark() ? 'light' : 'dark';
  remembered('theme', root.dataset.theme);
}

const KEYS = {
  j: () => stepItem(1), k: () => stepItem(-1), n: () => stepStatement(1), p: () => stepStatement(-1),
  '[': () => stepPage(-1), ']': () => stepPage(1), u: up, t: switchTheme,
  '/': () => $('#q').focus(), '?': () => $('#help').showModal(),
};

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $('#help').open) return;
  if (event.target.matches('input,select,textarea')) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
});

async function copyText(button) {
  const text = $('pre', button.parentNode).textContent;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make('textarea', { 'aria-hidden': 'true' });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  const label = $('[data-t]', button);
  label.textContent = word('copied');
  setTimeout(() => { label.textContent = word('copy'); }, 1600);
}

function explain(link) {
  const body = link.closest('.fb');
  const open = $('.manual', body);
  if (open) open.remove();
  else body.append($('.manual', document.getElementById(link.hash.slice(1))).cloneNode(true));
}

addEventListener('click', (event) => {
  const at = (selector) => event.target.closest(selector);
  if (at('.copy') && at('.paste')) copyText(at('.copy'));
  else if (at('.why')) {
    event.preventDefault();
    explain(at('.why'));
  } else if (at('a')) {
    const href = at('a').getAttribute('href');
    if (href.startsWith('#') && !href.includes('?') && !VIEWS.includes(href.slice(1)) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      go(href.slice(1));
    }
  } else if (at('.step')) stepPage(Number(at('.step').dataset.step));
  else if (at('.tabs button')) {
    $('.about', now.page).hidden = true;
    tab(now.page, at('.tabs button').dataset.tab);
  } else if (at('.s') && String(getSelection()) === '') go(at('.s').id);
});

function sortable(table) {
  for (const head of $$('th[data-sort]', table)) {
    const button = make('button', { type: 'button' });
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') !== 'descending';
      for (const each of $$('th', table)) each.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const column = [...head.parentNode.children].indexOf(head);
      const value = (line) => {
        const text = line.children[column].textContent;
        return head.dataset.sort === 'num' ? Number(text) || 0 : text;
      };
      const lines = $$('tbody tr', table).sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0));
      if (down) lines.reverse();
      $('tbody', table).append(...lines);
    });
  }
}

$('#q').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(typed, 90);
});
$('.find').addEventListener('submit', (event) => {
  event.preventDefault();
  clearTimeout(typing);
  typing = 0;
  search($('#q').value.trim());
});
$('#sort').addEventListener('change', (event) => {
  now.sort = event.target.value;
  homeward();
  settle();
  fillList();
});
$('#more').addEventListener('click', showMore);
if (matchMedia('(max-width:860px)').matches) $('#filters').open = false;
$('#theme').addEventListener('click', switchTheme);
$('#ask').addEventListener('click', () => $('#help').showModal());
$('#lang').addEventListener('change', (event) => {
  settled();
  remembered('language', event.target.value);
  speak(event.target.value);
});
for (const map of $$('.map')) map.addEventListener('click', jump);
$$('table.pages').forEach(sortable);
$('#pages').addEventListener('mouseover', pointed);
$('#pages').addEventListener('focusin', pointed);
addEventListener('scroll', follow, { passive: true });
addEventListener('resize', () => now.page && drawMap(now.page));
addEventListener('click', settled, true);
addEventListener('pagehide', settled);
addEventListener('hashchange', route);
addEventListener('beforeprint', () => {
  for (const details of $$(now.page ? '.page.on .finding' : '#list .finding')) details.open = true;
});

const theme = remembered('theme');
if (theme) root.dataset.theme = theme;
const spoken = remembered('language');
if (spoken && WORDS[spoken] && spoken !== language) speak(spoken);
else route();
(window.requestIdleCallback || setTimeout)(() => {
  for (const item of [...built().findings, ...built().references]) said(item, 'is');
});
