import { screenTexts, withValue } from "../screens/texts.ts";
import type { Entry, Item } from "./store.ts";

/** An item with what its screen says to people. */
export function itemView({ version: _version, concerned, ...item }: Item) {
  const { observed, innocent } = screenTexts[item.screen];
  return { ...item, concerned: [...concerned], observed: withValue(observed, item.value), innocent };
}

/** An entry of an item's history. */
export function entryView(entry: Entry) {
  return { ...entry };
}
