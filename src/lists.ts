/** Lists that change while somebody goes through them. */

/** Removes the item from the list, once, if it is there. */
export const takeOut = <Item>(list: Item[], item: Item): void => {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
};
