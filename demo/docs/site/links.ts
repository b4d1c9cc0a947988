// Where links of a guide lead on the site.

/** A file beside this one, with an optional anchor. */
const GUIDE = /^(?:\.\/)?([a-z\d-]+)\.md(#.*)?$/;

export const pathOf = (slug: string): string => (slug === 'index' ? '/docs' : `/docs/${slug}`);

/** The address on the site; undefined for files that it does not show. */
export const addressOf = (href: string): string | undefined => {
  if (/^(https?:|#)/.test(href)) return href;
  const [, slug, anchor = ''] = GUIDE.exec(href) ?? [];
  return slug === undefined ? undefined : pathOf(slug) + anchor;
};
