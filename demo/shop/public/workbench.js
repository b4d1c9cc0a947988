// The workbench's buttons.
const paq = (window._paq = window._paq || []);

const FAULTS = {
  throw: () => {
    throw new Error('The workbench threw this on purpose');
  },
  reject: () => {
    void Promise.reject(new Error('The workbench rejected this on purpose'));
  },
};

const burst = (count) => {
  for (let index = 1; index <= count; index++) paq.push(['trackEvent', 'Workbench', 'Burst', `Event ${index}`, index]);
};

let blocks = 0;

const addBlock = () => {
  blocks += 1;
  const block = document.createElement('div');
  block.className = 'panel';
  block.dataset.trackContent = '';
  block.dataset.contentName = 'Workbench';
  block.dataset.contentPiece = `Block ${blocks}`;
  block.append(`Block ${blocks} came after the page.`);
  document.querySelector('[data-blocks]').append(block);
  paq.push(['trackContentImpressionsWithinNode', block]);
};

document.addEventListener('click', (event) => {
  const { fault, burst: count, goal, revenue, ping, addBlock: wantsBlock } = event.target.dataset ?? {};
  if (count) burst(Number(count));
  if (goal) paq.push(['trackGoal', Number(goal), Number(revenue)]);
  if (ping !== undefined) paq.push(['ping']);
  if (wantsBlock !== undefined) addBlock();
  FAULTS[fault]?.();
});
