import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { ownOrInArea } from "../../../shared/members/scope.ts";
import type { CollateralPorts } from "../ports.ts";
import type { incomeEndpoints } from "./contract.ts";
import { mayRead } from "./stream-access.ts";
import { paymentView, streamView } from "./views.ts";

/** Lists streams of income. */
export async function listIncomeStreams({ own }: CollateralPorts, { caller, query }: Call<typeof incomeEndpoints.listIncomeStreams>) {
  const page = await ownOrInArea(caller, query, own.incomeStreamsOf, own.incomeStreamsIn);
  return page.ok ? accept({ response: { ...page.value, items: page.value.items.map(streamView) } }) : page;
}

/** Reads a stream of income. What is registered is disclosed to banks: who pays it, on which basis and how long. */
export async function readIncomeStream({ own }: CollateralPorts, { caller, params }: Call<typeof incomeEndpoints.readIncomeStream>) {
  const stream = await own.incomeStream(params.streamId);
  const disclosed = caller.role === "bank" && stream?.state === "registered";
  return stream && (disclosed || mayRead(stream, caller)) ? accept({ response: streamView(stream) }) : refuse({ code: "not-found" });
}

/** Lists where a stream is paid for which pledge. */
export async function listIncomePayments(
  { own }: CollateralPorts,
  { caller, params, query }: Call<typeof incomeEndpoints.listIncomePayments>,
) {
  const stream = await own.incomeStream(params.streamId);
  if (!stream || !mayRead(stream, caller)) return refuse({ code: "not-found" });
  const page = await own.incomePayments(params.streamId, query);
  return accept({ response: { ...page, items: page.items.map((each) => paymentView(each, stream)) } });
}
