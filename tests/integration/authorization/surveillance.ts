import { screeningPorts } from "../../../functions/surveillance/ports.ts";
import { raiseItems } from "../../../functions/surveillance/worklist/raise-items.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { AuthorizationRows } from "../../support/ownership.ts";

/** The auction that was screened, which is none of those of the other contexts. */
const screened: Record<string, string> = {};

/** What stands out in an auction belongs to the regulators of its pool. */
export const authorization: AuthorizationRows = {
  ownership: {
    readAuctionScreens: { params: screened },
    readSurveillanceItem: {},
    listSurveillanceItemEntries: {},
    noteSurveillanceItem: { body: { text: "asked for costs" } },
    assignSurveillanceItem: { body: {} },
    closeSurveillanceItem: { body: { outcome: "explained", reason: "a public reserve price" } },
    reopenSurveillanceItem: { body: { reason: "a letter" } },
  },
  async given({ granted, clock }) {
    const auctionId = newId(clock.now());
    const measured = { value: "0.0118", concerned: [] };
    const screening = {
      ...{ auctionId, title: "SO2 permits", pollutant: "SO2", pool: "ezhou", area: "420700", endedAt: clock.now(), outcome: "cleared" },
      results: [{ screen: "bid-dispersion", measured, standsOut: true }],
    } as const;
    const ports = screeningPorts(granted);
    await commit(ports.dynamo, ports.own.screeningPuts(screening));
    await raiseItems(ports, screening);
    screened.auctionId = auctionId;
    return { itemId: `${auctionId}.bid-dispersion` };
  },
};
