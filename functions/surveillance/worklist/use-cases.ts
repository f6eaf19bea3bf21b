import { assignSurveillanceItem, closeSurveillanceItem, noteSurveillanceItem, reopenSurveillanceItem } from "./change-item.ts";
import { listSurveillanceItemEntries, listSurveillanceItems, readSurveillanceItem } from "./read-items.ts";

/** The use cases of the worklist, by operation. */
export const worklistUseCases = {
  listSurveillanceItems,
  readSurveillanceItem,
  listSurveillanceItemEntries,
  noteSurveillanceItem,
  assignSurveillanceItem,
  closeSurveillanceItem,
  reopenSurveillanceItem,
};
