// What a reader chose, kept for the next time where the browser allows it.
function remembered(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(`citaudit-${key}`);
    localStorage.setItem(`citaudit-${key}`, value);
  } catch { /* a reader may forbid storage */ }
  return null;
}
