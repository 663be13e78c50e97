// A page as it reads: what joins statements, references and findings, and the map at its side.
function turnTo(page) {
  if (now.page !== page) {
    if (now.page) now.page.classList.remove('on');
    now.page = page;
  }
  if (!page) return;
  page.classList.add('on');
  sign(page);
  requestAnimationFrame(() => drawMap(page));
}

// Signs are drawn when what they stand for is first seen: before each state of a source, and after
// each statement that leaves a reader with nothing to check.
function sign(page) {
  for (const chip of $$('.st', page)) if (!chip.firstElementChild) chip.prepend(icon(chip.dataset.t.slice(6)), ' ');
  for (const statement of $$('.s', page)) {
    const support = supportOf(statement);
    if (!NEEDY.has(support) || statement.lastElementChild?.matches('.k')) continue;
    const mark = drawn('svg', { class: 'i k', role: 'img', 'aria-label': word(`support.${support}`) });
    mark.append(drawn('use', { href: `#i-${support}` }));
    statement.append(mark);
  }
}

// The statements of the page that lean on a reference.
const leaners = (id) => $$('.s', now.page).filter((each) => refsOf(each).includes(id));

function tab(page, name) {
  $('.side', page).dataset.tab = name;
  for (const button of $$('.tabs button', page)) button.setAttribute('aria-pressed', String(button.dataset.tab === name));
}

// With a search in the address, only what matches stays in the lists; statements show by contrast.
function filterPage() {
  const terms = parsed(now.q);
  const { by } = built();
  for (const card of $$('.finding', now.page)) dress(card, now.page);
  now.page.classList.toggle('dim', terms.length > 0);
  for (const element of $$('.finding,.ref', now.page)) element.hidden = terms.length > 0 && !fits(by.get(element.id), terms);
  for (const element of $$('.s', now.page)) element.classList.toggle('match', terms.length > 0 && fits(by.get(element.id), terms));
}

// Nothing chosen any more.
function unchoose() {
  for (const at of $$('.at,.s.on')) at.classList.remove('at', 'on');
  for (const about of $$('.about:not([hidden])')) about.hidden = true;
}

function reveal(element) {
  const item = built().by.get(element.id);
  now.item = item || null;
  element.hidden = false;
  if (!item) {
    if (element.matches('.findings,.references')) tab(now.page, element.className);
    element.scrollIntoView({ block: element.matches('section') ? 'start' : 'center' });
    return;
  }
  if (item.kind === 'statements') choose(element);
  else {
    tab(now.page, item.kind);
    element.classList.add('at');
    if (item.kind === 'findings') element.open = true;
    join(element);
    const place = item.kind === 'findings' ? document.getElementById(element.dataset.s) || $(`.flag[href="#${element.id}"]`, now.page) : leaners(element.id)[0];
    if (place && wide()) place.scrollIntoView({ block: 'center' });
  }
  element.scrollIntoView({ block: item.kind === 'statements' ? 'center' : 'nearest' });
  if (item.kind === 'findings') element.firstElementChild.focus({ preventScroll: true });
}

const wide = () => matchMedia('(min-width:1080px)').matches;

function choose(statement) {
  statement.classList.add('on');
  const support = supportOf(statement);
  const about = $('.about', now.page);
  const ids = refsOf(statement);
  const found = (statement.dataset.f || '').split(' ').filter(Boolean);
  const scope = support === 'none' || support === 'requested' ? 'no_source_here' : `support_says.${support}`;
  about.replaceChildren(
    make('p', {}, icon(support), ' ', make('b', {}, word(`support.${support}`)), ' — ', word(`support_says.${support}`) || word(scope)),
    make('blockquote', { dir: 'auto' }, wordsOf(statement)),
  );
  if (ids.length) {
    const list = make('ol', { class: 'refs' });
    for (const id of ids.slice(0, 6)) {
      const copy = document.getElementById(id)?.cloneNode(true);
      if (!copy) continue;
      copy.removeAttribute('id');
      copy.className = 'ref';
      copy.hidden = false;
      $('.lean', copy)?.remove();
      list.append(copy);
    }
    about.append(list);
  }
  for (const id of found) {
    const finding = document.getElementById(id);
    if (finding) about.append(make('p', { class: 'small' }, make('a', { href: address(id) }, clean($('.rn', finding))), ' ', clean($('.msg', finding))));
  }
  // What to do: the manual of the first rule that speaks of it.
  const advice = found.length && $('.part-do', document.getElementById(`rule-${codeOf(document.getElementById(found[0]))}`));
  if (advice) about.append(make('div', { class: 'manual' }, advice.cloneNode(true)));
  const shut = make('button', { type: 'button', class: 'shut', 'aria-label': word('close') }, '×');
  shut.addEventListener('click', () => { about.hidden = true; });
  about.prepend(shut);
  about.hidden = false;
  $('.side', now.page).scrollTop = 0;
  join(statement);
}

// Lights up what belongs to the thing pointed at: its references, its statements, its findings.
function join(element) {
  for (const lit of $$('.hl')) lit.classList.remove('hl');
  if (!element || !now.page) return;
  const light = (id) => id && document.getElementById(id)?.classList.add('hl');
  let id = element.id;
  if (element.classList.contains('m')) id = $('a', element)?.hash.slice(1);
  if (element.classList.contains('s')) {
    element.classList.add('hl');
    for (const each of [...refsOf(element), ...(element.dataset.f || '').split(' ')]) light(each);
  } else if (element.classList.contains('finding')) light(element.dataset.s);
  else if (id) {
    light(id);
    for (const statement of leaners(id)) statement.classList.add('hl');
  }
}

function pointed(event) {
  if (!now.page) return;
  const thing = event.target.closest?.('.m,.s,.ref,.finding');
  if (thing) join(thing);
}

// The whole page in a strip: every statement at its height, what lacks support in full colour.
function drawMap(page) {
  const map = $('.map', page);
  const prose = $('.prose', page);
  if (!map || getComputedStyle(map).display === 'none') return;
  const box = prose.getBoundingClientRect();
  const svg = drawn('svg', { viewBox: `0 0 10 ${Math.max(box.height, map.clientHeight)}`, preserveAspectRatio: 'none' });
  const least = Math.max(3, box.height / 250);
  for (const statement of $$('.s', prose)) {
    const support = supportOf(statement);
    if (support === 'exempt') continue;
    const place = statement.getBoundingClientRect();
    svg.append(drawn('rect', { class: `f-${support}`, width: 10, y: place.top - box.top, height: Math.max(place.height, least) }));
  }
  svg.append(drawn('rect', { class: 'seen', width: 10 }));
  map.replaceChildren(svg);
  follow();
}

function follow() {
  const seen = now.page && $('.map .seen', now.page);
  if (!seen) return;
  const box = $('.prose', now.page).getBoundingClientRect();
  seen.setAttribute('y', Math.max(0, -box.top));
  seen.setAttribute('height', Math.max(0, Math.min(box.height, innerHeight)));
}

function jump(event) {
  const box = event.currentTarget.getBoundingClientRect();
  const prose = $('.prose', now.page).getBoundingClientRect();
  const share = (event.clientY - box.top) / box.height;
  scrollTo({ top: scrollY + prose.top + share * Math.max(prose.height, box.height) - innerHeight / 2 });
}
