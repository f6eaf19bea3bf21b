import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import type { Pledge } from "../pledges/rows.ts";
import { sourceOf, streamOf } from "./income-kinds.ts";
import type { incomeRows } from "./store.ts";

/** Dependencies of asking whether payers confirmed: see `payerGrants` for the rights that go with them. */
export interface PayerPorts {
  readonly own: Pick<ReturnType<typeof incomeRows>, "incomeStreamsAt" | "incomePaymentsAt">;
}

/**
 * Whether the payer of every stream of income among what a pledge is to lie on confirmed where to pay for it; refused with the first that did not.
 * A confirmation is never taken back, so it holds in the transaction that registers the pledge as well. Pledges without income are accepted
 * without a read.
 */
export async function payerConfirmed({ own }: PayerPorts, { pledgeId, parts }: Pick<Pledge, "pledgeId" | "parts">) {
  const streamIds = [...new Set(parts.flatMap(({ instrument }) => streamOf(instrument) ?? []))];
  if (streamIds.length === 0) return accept(true as const);
  const confirmed = await own.incomePaymentsAt(streamIds.map((streamId) => ({ streamId, pledgeId })));
  const missing = streamIds.filter((streamId) => !confirmed.some((each) => each.streamId === streamId));
  const [stream] = missing.length === 0 ? [] : await own.incomeStreamsAt(missing);
  if (!stream) return accept(true as const);
  const { streamId, name: streamName, payerName } = stream;
  return refuse({ code: "payer-unconfirmed", streamId, streamName, payerName, source: sourceOf("payment") });
}
