import type { Call } from "../../../shared/http/api-handler.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { noticesEndpoints } from "../contract.ts";
import type { NoticesPorts } from "../ports.ts";
import { addressView, candidateView } from "./views.ts";

/** The caller's addresses: the confirmed ones, and those that wait for their codes. */
export async function listAddresses({ addresses }: NoticesPorts, { caller }: Call<typeof noticesEndpoints.listAddresses>) {
  const [confirmed, candidates] = await Promise.all([addresses.addressesOf(caller), addresses.candidatesOf(caller)]);
  const items = [...confirmed.map(addressView), ...candidates.map(candidateView)];
  return accept({ response: { items: items.sort((one, other) => (one.channel < other.channel ? -1 : 1)) } });
}

/** The kinds of notices, and which of them are legally required. */
export async function listNoticeKinds({ words }: NoticesPorts, _call: Call<typeof noticesEndpoints.listNoticeKinds>) {
  return accept({ response: { items: [...words.kinds.values()].map((kind) => ({ ...kind, headings: [...kind.headings] })) } });
}
