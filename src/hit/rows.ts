/** The places of a hit's parameters, in wire order. Each feature fills its own place; empty ones are skipped. */
export const COMMON = 0;
export const IDENTITY = 1;
export const CALL_DIMENSIONS = 2;
export const PRODUCT_VIEW = 3;
export const DIMENSIONS = 4;
export const CUSTOM_DATA = 5;
export const VARIABLES = 6;
export const TIMING = 7;
export const PAGE_VIEW_ID = 8;
