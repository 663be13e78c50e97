// Sentences in another language: the words around the gaps change, what stands in the gaps stays.
function retell(words) {
  for (const told of document.querySelectorAll('[data-w]:not([data-v])')) fill(told, words);
}

function fill(told, words) {
  const gaps = {};
  for (const gap of told.querySelectorAll('[data-v]')) if (gap.parentNode.closest('[data-w]') === told) gaps[gap.dataset.v] = gap;
  for (const gap of Object.values(gaps)) if (gap.dataset.w) fill(gap, words);
  told.replaceChildren();
  let into = told;
  for (const part of words[`w.${told.dataset.w}`].split(/(`|\{\w+\})/)) {
    if (part !== '`') into.append(/^\{\w+\}$/.test(part) ? gaps[part.slice(1, -1)] : part);
    else if (into !== told) into = told;
    else told.append(into = document.createElement('code'));
  }
}
