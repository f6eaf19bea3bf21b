import * as z from "zod";
import { areaCode } from "../../../shared/kernel/areas.ts";
import { message } from "../../../shared/kernel/message.ts";
import { decimalString, id, instant, pageQuery, words } from "../../../shared/kernel/schemas.ts";
import { pollutantCode } from "../../../shared/permits/pools.ts";
import { tradeKind } from "../../../shared/records/trade-record.ts";
import { whyAsked } from "../readings/shapes.ts";

/** The name of an instrument as records have it: also of what is priced, which is not held. */
export const recordedInstrument = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/, message("须为记录中所示的品种名称", "the name of an instrument, as records have it"))
  .describe("Instrument, for example `permit/SO2/ezhou/2026-12/2031-11`");

/** The id of a record: that of a fact, and a part where a fact makes several. */
export const recordId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,399}$/, message("须为记录编号", "the id of a record, as lists have it"))
  .describe("Record");

/** What trade records are selected by. */
export const tradeSelection = z.object({
  from: instant.optional().describe("First instant, included"),
  before: instant.optional().describe("First instant after the range"),
  area: areaCode.optional().describe("Area whose records are listed: of the pool or of the site; all that the caller may see when absent"),
  partyId: id.optional().describe("Member that has a part in the record; whoever is no authority sees its own only"),
  instrument: recordedInstrument.optional(),
  pollutant: pollutantCode.optional().describe("Pollutant of the instrument"),
  kind: tradeKind.optional(),
  auctionId: id.optional().describe("Auction of the trade"),
  ...whyAsked,
});

const pricePerTonne = decimalString(6, 14, { zh: "元/吨", en: "CNY per tonne" }, "Price in CNY per tonne, within one auction");
const quantity = decimalString(6, 14, { zh: "吨", en: "tonnes" }, "Quantity, within one auction");

/** Ranges of price and quantity. */
export const tradeFigures = z.object({
  leastPrice: pricePerTonne.optional().describe("Least price in CNY per tonne, included; within one auction, from the lowest"),
  mostPrice: pricePerTonne.optional().describe("Greatest price in CNY per tonne, included; within one auction, from the lowest"),
  leastQuantity: quantity.optional().describe("Least quantity, included; within one auction, from the lowest"),
  mostQuantity: quantity.optional().describe("Greatest quantity, included; within one auction, from the lowest"),
});

/** The query of a list of trade records. */
export const tradesQuery = pageQuery.extend({
  ...tradeSelection.shape,
  ...tradeFigures.shape,
  order: words("TradeOrder", ["newest", "oldest"], "Order by time; newest first when absent").optional(),
});
