// Runs before the first paint so that a remembered theme or language never flashes; core/theme and core/i18n take over.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('verstak.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    const language = localStorage.getItem('verstak.language');
    if (language === 'en') root.lang = 'en';
  } catch {
    // Storage may be forbidden; the defaults hold.
  }
})();
