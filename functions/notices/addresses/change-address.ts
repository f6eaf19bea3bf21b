import type { Call } from "../../../shared/http/api-handler.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { ChannelName } from "../channels.ts";
import type { noticesEndpoints } from "../contract.ts";
import type { NoticesPorts } from "../ports.ts";
import type { NoticesRefusal } from "../problems.ts";
import type { Address } from "./rows.ts";
import { addressView } from "./views.ts";

/** Removes the caller's address of a channel, confirmed or not: nothing is sent there any more. */
export function removeAddress(ports: NoticesPorts, call: Call<typeof noticesEndpoints.removeAddress>) {
  const { addresses } = ports;
  const { subject, partyId } = call.caller;
  const reference = { partyId, subject, channel: call.params.channel };
  return runCommand<{ readonly channel: ChannelName }, NoticesRefusal>(ports, call, async () => {
    const [address, candidate] = await Promise.all([addresses.address(reference), addresses.candidate(reference)]);
    if (!address && !candidate) return refuse({ code: "not-found" });
    return accept({
      response: { channel: reference.channel },
      writes: [...(address ? [addresses.addressRemoved(address)] : []), ...(candidate ? [addresses.candidateRemoved(candidate)] : [])],
    });
  });
}

/** Subscribes a confirmed address to a kind of notices, or unsubscribes it from one that is not legally required. */
export function chooseKind(ports: NoticesPorts, call: Call<typeof noticesEndpoints.chooseKind>) {
  const { addresses, words } = ports;
  const { subject, partyId } = call.caller;
  const { channel, kind } = call.params;
  const { wanted } = call.body;
  return runCommand<ReturnType<typeof addressView>, NoticesRefusal>(ports, call, async () => {
    const known = words.kinds.get(kind);
    const address = await addresses.address({ partyId, subject, channel });
    if (!known || !address) return refuse({ code: "not-found" });
    if (known.legallyRequired && !wanted) return refuse({ code: "notice-required", kind });
    const others = address.unwanted.filter((each) => each !== kind);
    const next: Address = { ...address, unwanted: wanted ? others : [...others, kind].sort(), version: address.version + 1 };
    return accept({ response: addressView(next), writes: [addresses.addressPut(next)] });
  });
}
