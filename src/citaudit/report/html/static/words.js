// The words of the interface in the language chosen.
const WORDS = JSON.parse($('#words').textContent);
let language = root.lang;

function word(key, n, m) {
  const text = WORDS[language][key];
  if (text === undefined) return null;
  if (n === undefined) return text;
  const [one, many = one] = text.split('|');
  return (Number(n) === 1 ? one : many).replace('{n}', n).replace('{m}', m);
}

function speak(code) {
  language = code;
  root.lang = code;
  document.title = word('report_title');
  $('#lang').value = code;
  for (const element of $$('[data-t]')) {
    const text = word(element.dataset.t, element.dataset.n, element.dataset.m);
    if (text !== null) element.textContent = text;
  }
  for (const element of $$('[data-tl]')) element.setAttribute('aria-label', word(element.dataset.tl));
  for (const element of $$('[data-tp]')) element.setAttribute('placeholder', word(element.dataset.tp));
  for (const part of $$('.finding>summary>.i,.facts.to')) part.remove();
  for (const where of $$('.where[data-n]')) where.textContent = word('line', where.dataset.n);
  for (const card of $$('.finding')) {
    const title = $('.rn b', card);
    title.textContent = word(`rule.${$('.rn code', card).textContent}`) ?? title.textContent;
  }
  for (const mark of $$('.s>.k')) mark.setAttribute('aria-label', word(`support.${supportOf(mark.parentNode)}`));
  retell(WORDS[code]);
  index?.by.forEach((item) => { item.low = null; });
  route();
}
