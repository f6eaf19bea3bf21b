import type { Call } from "../../shared/http/api-handler.ts";
import { dayOf } from "../../shared/kernel/calendar.ts";
import { plain } from "../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { runCommand } from "../../shared/store/command.ts";
import type { valuationEndpoints } from "./contract.ts";
import type { ValuationPorts } from "./ports.ts";
import type { ValuationRefusal } from "./problems.ts";
import { publishing } from "./published.ts";
import { inTurn } from "./series.ts";
import type { Price } from "./store.ts";

/** Books a published price: one for each market, day and source. */
export function bookMarketPrice(ports: ValuationPorts, call: Call<typeof valuationEndpoints.bookMarketPrice>) {
  const { clock, own } = ports;
  const { caller, body } = call;
  const { market, date, source, documentNumber } = body;
  return runCommand<Price, ValuationRefusal>(ports, call, async () => {
    const [turn, day] = await Promise.all([inTurn(ports, market), own.day(body)]);
    if (!turn.ok) return turn;
    const bookedAt = clock.now();
    const today = dayOf(bookedAt);
    if (date > today) return refuse({ code: "price-in-future", date, today });
    const known = day?.prices.find((each) => each.source === source);
    if (known) {
      const { version, priceCny, volumeTonnes } = known;
      return refuse({ code: "price-booked", market, date, source, version, priceCny, volumeTonnes });
    }
    const [volumeTonnes, priceCny] = [plain(body.volumeTonnes), plain(body.priceCny)];
    const price = { market, date, source, volumeTonnes, priceCny, documentNumber, version: 1, bookedAt };
    return accept({ response: price, writes: [...turn.value, ...publishing(ports, caller, [price], day ? [day] : [])] });
  });
}

/** Corrects a booked price: a new version of it, of the version that the call names. */
export function correctMarketPrice(ports: ValuationPorts, call: Call<typeof valuationEndpoints.correctMarketPrice>) {
  const { clock, own } = ports;
  const { caller, params, body } = call;
  const { market, source } = params;
  const { corrects, documentNumber, reason: correctionReason } = body;
  return runCommand<Price, ValuationRefusal>(ports, call, async () => {
    const [turn, day] = await Promise.all([inTurn(ports, market), own.day(params)]);
    if (!turn.ok) return turn;
    const known = day?.prices.find((each) => each.source === source);
    if (!day || !known) return refuse({ code: "price-unknown", ...params });
    const { version } = known;
    if (version !== corrects) return refuse({ code: "price-changed", ...params, corrects, version, priceCny: known.priceCny });
    const figures = { volumeTonnes: plain(body.volumeTonnes), priceCny: plain(body.priceCny), documentNumber };
    const price = { ...known, ...figures, version: version + 1, correctionReason, bookedAt: clock.now() };
    if (isSame(known, price)) return refuse({ code: "price-unchanged", ...params, version });
    return accept({ response: price, writes: [...turn.value, ...publishing(ports, caller, [price], [day])] });
  });
}

function isSame(one: Price, other: Price): boolean {
  return (["volumeTonnes", "priceCny", "documentNumber"] as const).every((figure) => one[figure] === other[figure]);
}
