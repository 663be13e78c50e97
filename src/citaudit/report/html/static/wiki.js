const root = document.documentElement;
const $ = (selector) => document.querySelector(selector);
const WORDS = JSON.parse($('#words').textContent);

// The numbers come as they are read, `1,234`: one is told from many by `1` alone.
function word(code, key, n, m) {
  const text = WORDS[code][key];
  if (text === undefined || n === undefined) return text;
  const [one, many = one] = text.split('|');
  return (n === '1' ? one : many).replace('{n}', n).replace('{m}', m);
}

function speak(code) {
  root.lang = code;
  $('#lang').value = code;
  document.title = document.title.replace(/^[^·]*/, `${word(code, 'wiki.title')} `);
  for (const element of document.querySelectorAll('[data-t]')) {
    const text = word(code, element.dataset.t, element.dataset.n, element.dataset.m);
    if (text !== undefined) element.textContent = text;
  }
  for (const element of document.querySelectorAll('[data-tl]')) {
    element.setAttribute('aria-label', word(code, element.dataset.tl));
  }
  retell(WORDS[code]);
}

$('#lang').addEventListener('change', (event) => {
  remembered('language', event.target.value);
  speak(event.target.value);
});
$('#theme').addEventListener('click', () => {
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  remembered('theme', root.dataset.theme);
});
addEventListener('beforeprint', () => {
  for (const details of document.querySelectorAll('.byrule')) details.open = true;
});

const theme = remembered('theme');
if (theme) root.dataset.theme = theme;
const spoken = remembered('language');
if (spoken && WORDS[spoken] && spoken !== root.lang) speak(spoken);
