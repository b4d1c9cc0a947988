// Events for the film, as a site without a media plugin sends them.
const paq = (window._paq = window._paq || []);

for (const film of document.querySelectorAll('[data-film]')) {
  const track = (action) => paq.push(['trackEvent', 'Film', action, film.dataset.film, Math.round(film.currentTime)]);
  film.addEventListener('play', () => track('Play'));
  film.addEventListener('ended', () => track('Finish'));
  film.addEventListener('pause', () => {
    if (!film.ended) track('Pause');
  });
}
