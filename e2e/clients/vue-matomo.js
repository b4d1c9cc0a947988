// A Vue app with vue-router, tracked by vue-matomo as its documents show it.
import { createApp, h } from 'vue';
import { createRouter, createWebHistory, RouterLink, RouterView } from 'vue-router';
import VueMatomo from 'vue-matomo';
import { TITLES, STATS } from './site';

const Buy = {
  methods: {
    buy() {
      this.$matomo.trackEvent('Shop', 'Buy', 'Shoes', 3);
    },
  },
  render() {
    return h('button', { onClick: this.buy }, 'Buy');
  },
};

const App = {
  render: () => [
    h(RouterLink, { to: '/shoes' }, () => 'Shoes'),
    h(RouterLink, { to: '/search?q=red' }, () => 'Search'),
    h(RouterView),
    h(Buy),
  ],
};

const routes = Object.keys(TITLES).map((path) => ({
  path,
  component: { render: () => h('h1', TITLES[path]) },
  meta: { title: TITLES[path] },
}));
const router = createRouter({ history: createWebHistory(), routes });

const app = createApp(App).use(router);
router.isReady().then(() => {
  app.use(VueMatomo, {
    trackerUrl: `${STATS}/matomo.php`,
    trackerScriptUrl: `${STATS}/tinypaq.js`,
    siteId: 1,
    router,
    enableHeartBeatTimer: true,
    trackSiteSearch: ({ path, query }) => path === '/search' && { keyword: query.q, resultsCount: 5 },
  });
  app.mount(document.body);
});
