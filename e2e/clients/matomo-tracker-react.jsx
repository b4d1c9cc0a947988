// A React app with routes of its own, tracked by @jonkoops/matomo-tracker-react as its documents show it.
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { MatomoProvider, createInstance, useMatomo } from '@jonkoops/matomo-tracker-react';
import { TITLES, STATS } from './site';

const instance = createInstance({
  urlBase: STATS,
  srcUrl: `${STATS}/tinypaq.js`,
  siteId: 1,
  heartBeat: { active: true, seconds: 10 },
});

function useAddress() {
  const [address, setAddress] = useState(location.pathname + location.search);
  const go = (event) => {
    event.preventDefault();
    history.pushState({}, '', event.target.href);
    setAddress(location.pathname + location.search);
  };
  return [address, go];
}

function App() {
  const [address, go] = useAddress();
  const { trackPageView, trackSiteSearch, trackEvent } = useMatomo();

  useEffect(() => {
    const { pathname, searchParams, href } = new URL(address, location.href);
    document.title = TITLES[pathname];
    if (pathname === '/search') trackSiteSearch({ keyword: searchParams.get('q'), count: 5, href });
    else trackPageView({ href, customDimensions: [{ id: 1, value: pathname }] });
  }, [address, trackPageView, trackSiteSearch]);

  return (
    <>
      <a href="/shoes" onClick={go}>
        Shoes
      </a>
      <a href="/search?q=red" onClick={go}>
        Search
      </a>
      <button onClick={() => trackEvent({ category: 'Shop', action: 'Buy', name: 'Shoes', value: 3 })}>Buy</button>
    </>
  );
}

const root = document.body.appendChild(document.createElement('main'));
createRoot(root).render(
  <MatomoProvider value={instance}>
    <App />
  </MatomoProvider>,
);
