// A small imitation of a tag manager's container: waits for the page, then inserts the tracker named by its own tag.
(() => {
  const { script: source } = document.currentScript.dataset;

  const insertTracker = () => {
    const script = document.createElement('script');
    script.src = source;
    script.async = true;
    document.head.append(script);
  };

  if (document.readyState === 'complete') setTimeout(insertTracker);
  else window.addEventListener('load', () => setTimeout(insertTracker));
})();
