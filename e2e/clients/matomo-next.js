// A Next.js page with pages router, tracked by @socialgouv/matomo-next as its documents show it.
import { sendEvent, trackPagesRouter } from '@socialgouv/matomo-next';
import Router from 'next/router';
import { LINKS, TITLES, STATS } from './site';

const render = (path) => {
  document.title = TITLES[path];
};

document.body.innerHTML = `${LINKS}<button>Buy</button>`;
document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link) return;
  event.preventDefault();
  Router.push(link.getAttribute('href'), render);
});
document.querySelector('button').addEventListener('click', () => {
  sendEvent({ category: 'Shop', action: 'Buy', name: 'Shoes', value: '3' });
});

render(location.pathname);
trackPagesRouter({ url: STATS, siteId: '1', jsTrackerFile: 'tinypaq.js', enableHeartBeatTimer: true });
