// What the shop sells, and how it is found.

export interface Category {
  slug: string;
  name: string;
  line: string;
}

export interface Product {
  sku: string;
  slug: string;
  name: string;
  category: Category;
  /** Cents. */
  price: number;
  /** One line for lists. */
  line: string;
  story: string;
  facts: readonly (readonly [label: string, value: string])[];
  /** Names one of the tile colours of the style sheet. */
  tint: 'sea' | 'sand' | 'moss' | 'clay';
}

const FOOTWEAR: Category = {
  slug: 'footwear',
  name: 'Footwear',
  line: 'For decks, slipways and the kitchen floor after.',
};
const CLOTHING: Category = {
  slug: 'clothing',
  name: 'Clothing',
  line: 'Wool and wax against whatever comes in from the west.',
};
const GALLEY: Category = { slug: 'galley', name: 'Galley', line: 'Hot drinks in windy places.' };
const CHART_ROOM: Category = {
  slug: 'chart-room',
  name: 'Chart room',
  line: 'Small tools for finding out where you are.',
};

export const CATEGORIES: readonly Category[] = [FOOTWEAR, CLOTHING, GALLEY, CHART_ROOM];

export const PRODUCTS: readonly Product[] = [
  {
    sku: 'TT-101',
    slug: 'blue-shoes',
    name: 'Blue shoes',
    category: FOOTWEAR,
    price: 4990,
    line: 'Sailcloth deck shoes that grip when it gets wet.',
    story:
      'Cut from twelve-ounce sailcloth and stitched to a soft rubber sole, our Blue shoes were made for ferry decks and found their way ashore. They dry in an afternoon and fade to the colour of an old harbour wall.',
    facts: [
      ['Upper', 'Cotton sailcloth, dyed with indigo'],
      ['Sole', 'Natural rubber, non-marking'],
      ['Sizes', '36 to 47'],
    ],
    tint: 'sand',
  },
  {
    sku: 'TT-102',
    slug: 'tide-boots',
    name: 'Tide boots',
    category: FOOTWEAR,
    price: 6400,
    line: 'Knee-high rubber, for one wave more than you planned.',
    story:
      'Hand-laid natural rubber over a cotton lining. High enough for rock pools, wide enough for a thick sock, and orange enough to be found in the hall.',
    facts: [
      ['Shaft', '34 cm, hand-laid rubber'],
      ['Lining', 'Quick-drying cotton'],
      ['Sizes', '36 to 46'],
    ],
    tint: 'sea',
  },
  {
    sku: 'TT-103',
    slug: 'cabin-slippers',
    name: 'Cabin slippers',
    category: FOOTWEAR,
    price: 3250,
    line: 'Felted in one piece, like a warm hull.',
    story:
      'Wet-felted from one piece of grey upland wool, with a leather sole that whispers on floorboards. They take the shape of your feet within a week and keep it.',
    facts: [
      ['Material', 'Undyed upland wool'],
      ['Sole', 'Vegetable-tanned leather'],
      ['Sizes', '36 to 45'],
    ],
    tint: 'clay',
  },
  {
    sku: 'TT-201',
    slug: 'harbour-sweater',
    name: 'Harbour sweater',
    category: CLOTHING,
    price: 11900,
    line: 'A ribbed seaman’s knit that forgives hard work.',
    story:
      'Knitted in the round from worsted wool so tight that wind has to ask twice. The front and back are the same: put it on in the dark, nobody will know.',
    facts: [
      ['Yarn', 'Worsted wool, four-ply'],
      ['Made in', 'A small mill, 40 km inland'],
      ['Care', 'Air it. Wash it when you must.'],
    ],
    tint: 'moss',
  },
  {
    sku: 'TT-202',
    slug: 'watch-cap',
    name: 'Watch cap',
    category: CLOTHING,
    price: 2490,
    line: 'The cap for the four-to-eight watch.',
    story: 'Double-layered rib that turns up twice. It fits under a hood, over ears and in any pocket.',
    facts: [
      ['Yarn', 'Merino, two-ply'],
      ['Size', 'One, it stretches'],
      ['Colour', 'Signal red'],
    ],
    tint: 'sea',
  },
  {
    sku: 'TT-203',
    slug: 'oilskin-coat',
    name: 'Oilskin coat',
    category: CLOTHING,
    price: 18900,
    line: 'Waxed cotton in the yellow that helicopters like.',
    story:
      'Waxed cotton, storm collar, pockets that drain. It will smell of wax for a month and keep you dry for twenty years; after ten, send it to us and we wax it again.',
    facts: [
      ['Shell', 'Waxed cotton, 340 g'],
      ['Lining', 'None: layer beneath'],
      ['Repairs', 'By our workshop, for life'],
    ],
    tint: 'sand',
  },
  {
    sku: 'TT-301',
    slug: 'enamel-mug',
    name: 'Enamel mug',
    category: GALLEY,
    price: 1450,
    line: 'Chips with dignity.',
    story:
      'Steel, twice enamelled, with a rim the colour of the sea at five in the morning. Goes on the fire, survives the fall, keeps the tea.',
    facts: [
      ['Holds', '0.35 l'],
      ['Material', 'Enamelled steel'],
      ['Dishwasher', 'Yes, if you have one out there'],
    ],
    tint: 'clay',
  },
  {
    sku: 'TT-302',
    slug: 'storm-kettle',
    name: 'Storm kettle',
    category: GALLEY,
    price: 7200,
    line: 'Boils water on driftwood and bad weather.',
    story:
      'A double-walled chimney kettle: a handful of driftwood below, half a litre around the fire. The harder it blows, the faster it boils.',
    facts: [
      ['Holds', '0.5 l'],
      ['Boils in', 'About four minutes'],
      ['Fuel', 'Whatever the sea returns'],
    ],
    tint: 'moss',
  },
  {
    sku: 'TT-303',
    slug: 'sea-salt',
    name: 'Sea salt',
    category: GALLEY,
    price: 890,
    line: 'Flakes from the winter pans.',
    story:
      'Raked in January, when the water is cold and clear. Large, dry flakes in a tin that you will keep for screws.',
    facts: [
      ['Weight', '150 g'],
      ['Ingredients', 'Sea'],
      ['Best before', 'It has been here since the Permian'],
    ],
    tint: 'sea',
  },
  {
    sku: 'TT-401',
    slug: 'tide-notebook',
    name: 'Tide notebook',
    category: CHART_ROOM,
    price: 1200,
    line: 'Paper that takes pencil in the rain.',
    story:
      'Sixty-four leaves of stone paper in a stitched cover. The margins carry a blank tide curve for each day; fill it in and you have a year.',
    facts: [
      ['Pages', '128, waterproof'],
      ['Size', '105 × 148 mm'],
      ['Pencil', 'Included'],
    ],
    tint: 'clay',
  },
  {
    sku: 'TT-402',
    slug: 'storm-lantern',
    name: 'Storm lantern',
    category: CHART_ROOM,
    price: 5490,
    line: 'A small lighthouse for the table.',
    story:
      'Tinned steel, borosilicate glass and a flat wick. It burns eighteen hours on one filling and stays lit in a gale; we tried, and went home first.',
    facts: [
      ['Height', '25 cm'],
      ['Burns', '18 hours'],
      ['Glass', 'Borosilicate, replaceable'],
    ],
    tint: 'sea',
  },
  {
    sku: 'TT-403',
    slug: 'pocket-compass',
    name: 'Pocket compass',
    category: CHART_ROOM,
    price: 3800,
    line: 'North, in brass.',
    story:
      'A damped needle under thick glass, in a brass case that closes with a click. It does not need charging and has never been updated.',
    facts: [
      ['Case', 'Brass, 45 mm'],
      ['Needle', 'Liquid-damped'],
      ['Points to', 'North'],
    ],
    tint: 'sand',
  },
];

export const productBySlug = (slug: string): Product | undefined => PRODUCTS.find((product) => product.slug === slug);

export const productBySku = (sku: string): Product | undefined => PRODUCTS.find((product) => product.sku === sku);

export const categoryBySlug = (slug: string): Category | undefined =>
  CATEGORIES.find((category) => category.slug === slug);

export const productsIn = (category: Category): Product[] =>
  PRODUCTS.filter((product) => product.category === category);

/**
 * Finds products whose texts contain every word of the query, name matches first.
 * @param categorySlug - limits the search to one category; an unknown one limits nothing
 */
export const searchProducts = (query: string, categorySlug = ''): Product[] => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const category = categoryBySlug(categorySlug);
  const textOf = (product: Product) =>
    [product.name, product.line, product.story, product.category.name].join(' ').toLowerCase();
  const inName = (product: Product) => words.every((word) => product.name.toLowerCase().includes(word));
  return PRODUCTS.filter((product) => !category || product.category === category)
    .filter((product) => words.every((word) => textOf(product).includes(word)))
    .sort((a, b) => Number(inName(b)) - Number(inName(a)));
};
