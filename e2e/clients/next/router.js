// The part of Next's pages router that clients use: `events` with the start and the end of a route change, and `query`.
const handlers = {};

const emit = (event, path) => (handlers[event] || []).forEach((handler) => handler(path, { shallow: false }));

const router = {
  events: {
    on(event, handler) {
      (handlers[event] = handlers[event] || []).push(handler);
    },
    off(event, handler) {
      handlers[event] = (handlers[event] || []).filter((known) => known !== handler);
    },
  },
  query: Object.fromEntries(new URLSearchParams(location.search)),
  /** Like Next: the start is told, then the address and the page change, then the end is told. */
  async push(path, render) {
    emit('routeChangeStart', path);
    await Promise.resolve();
    history.pushState({}, '', path);
    router.query = Object.fromEntries(new URLSearchParams(location.search));
    render(location.pathname);
    emit('routeChangeComplete', path);
  },
};

export default router;
