// Pages on which the start of the script is not over yet.
import { VIEW } from '../support/commands';
import { openPage, type PageOptions } from '../support/page';
import { beforeTrackers } from './trackers';

/** Opens a page on which only the script's own task has run, and records the steps of the start. */
export const openStarting = async (options: PageOptions = {}) => {
  const order: string[] = [];
  const note = (what: string) => () => void order.push(what);
  beforeTrackers((matomo) => {
    for (const event of ['TrackerSetup', 'TrackerAdded', 'MatomoInitialized']) matomo.on(event, note(event));
  });
  const commands = [VIEW, [note('command')]];
  const page = await openPage({ isStarting: true, commands, ...options });
  return { page, order, note };
};

/** All steps, in their order. */
export const ALL = ['TrackerSetup', 'command', 'TrackerAdded', 'MatomoInitialized'];
