// What the pages of all clients have in common.

/** Where script and tracker are; set by the document. */
export const STATS = window.STATS;

export const TITLES = { '/': 'Home', '/shoes': 'Shoes', '/search': 'Search' };

export const LINKS = '<a href="/shoes">Shoes</a> <a href="/search?q=red">Search</a>';
