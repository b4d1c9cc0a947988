// A page that tracks a page view once what is tested has been set.
import { VIEW } from '../../support/commands';
import { openPage, type Page, type PageOptions } from '../../support/page';
import { SITE } from '../../support/tracker-cookies';

/** A referrer on another site. */
export const EXT = 'http://ext.test/x';

export const open = (commands: unknown[], more: PageOptions = {}): Promise<Page> =>
  openPage({ ...SITE, ...more, commands: [...commands, VIEW] });
