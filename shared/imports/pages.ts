/** What is stored or worked off a page at a time, in the same order; nothing makes no page. */
export function pagesOf<Item>(items: readonly Item[], perPage: number): Item[][] {
  const pages = Math.ceil(items.length / perPage);
  return Array.from({ length: pages }, (_, page) => items.slice(page * perPage, (page + 1) * perPage));
}
