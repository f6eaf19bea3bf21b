import { clear, readClearingInput } from "../../functions/auctions/clearing/clear.ts";
import { clearingDocument, clearingResult } from "../../functions/auctions/clearing/schema.ts";
import { accept } from "../../shared/kernel/outcome.ts";
import type { Command } from "./command.ts";
import { csvBids } from "./csv-bids.ts";

/** `ecovalue clear`: the clearing function of the auctions on a file. */
export const clearCommand: Command = {
  name: "clear",
  summary: "clear a sealed-bid sale: terms and bids in, price, awards and rejections out",
  help: `Only terms.pricing and terms.quantity are required. Defaults: uniformPrice lowest-accepted, quantityStep 0.001,
no priceTick, years 1, no reservePrice, ties time, undersubscribed sell-partial, minimumBidders 1, no limits,
group = bidder. A bid has id, bidder, price, quantity, receivedAt and perhaps group. The order of the bids is of no
importance. Decimals are strings: at most 24 digits in a price, 15 in a quantity.

Examples
  ecovalue clear docs/examples/epa-so2-2023-spot.json
  ecovalue clear terms.json --bids bids.csv`,
  input: clearingDocument,
  output: clearingResult,
  companions: [csvBids],
  run: (document) => {
    const input = readClearingInput(document);
    return input.ok ? accept(clear(input.value)) : input;
  },
};
