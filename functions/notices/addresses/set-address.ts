import * as z from "zod";
import type { Call } from "../../../shared/http/api-handler.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import { epochSeconds, plusSeconds } from "../../../shared/kernel/clock.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { runCommand } from "../../../shared/store/command.ts";
import type { ChannelName } from "../channels.ts";
import type { noticesEndpoints } from "../contract.ts";
import type { NoticesPorts } from "../ports.ts";
import type { NoticesRefusal } from "../problems.ts";
import { codesPerDay } from "./code.ts";
import type { Candidate } from "./rows.ts";
import { candidateView } from "./views.ts";

const daySeconds = 86_400;

/** What an address looks like: mail as browsers check it, phone numbers by E.164 with the country's code. */
const shapes: Readonly<Record<ChannelName, z.ZodType<string>>> = { mail: z.email().max(200), sms: z.string().regex(/^\+[1-9]\d{6,14}$/) };

/**
 * Sets the caller's address of a channel. A code is sent there, and only its confirmation makes it count: until then an earlier address
 * stays in use. The code is made by the function that sends it, so that this one and its stored response never know it.
 */
export async function setAddress(ports: NoticesPorts, call: Call<typeof noticesEndpoints.setAddress>) {
  const { addresses, clock, deliveries } = ports;
  const { subject, partyId } = call.caller;
  const { channel } = call.params;
  const outcome = await runCommand<ReturnType<typeof candidateView>, NoticesRefusal>(ports, call, async () => {
    const checked = checkAddress(ports, channel, call.body.address);
    if (!checked.ok) return checked;
    const at = clock.now();
    const day = dayOf(at);
    const reference = { partyId, subject, channel };
    const [earlier, askedFor] = await Promise.all([addresses.candidate(reference), addresses.codesAskedFor(subject, day)]);
    if (askedFor >= codesPerDay) return refuse({ code: "too-many-codes", codesPerDay });
    const candidate: Candidate = {
      ...reference,
      address: checked.value,
      tries: 0,
      version: (earlier?.version ?? 0) + 1,
      ttl: epochSeconds(plusSeconds(at, daySeconds)),
    };
    return accept({
      response: candidateView(candidate),
      writes: [addresses.candidatePut(candidate), addresses.codeCounted(subject, day, askedFor + 1, at)],
    });
  });
  // Also for a replay: the first attempt may have ended before it came here, and a code that was sent is not sent again.
  if (outcome.ok) await deliveries.send([{ kind: "code", partyId, subject, channel }]);
  return outcome;
}

function checkAddress({ offered }: NoticesPorts, channel: ChannelName, address: string): Outcome<string, NoticesRefusal> {
  if (!offered.includes(channel)) return refuse({ code: "channel-not-offered", channel });
  return shapes[channel].safeParse(address).success ? accept(address) : refuse({ code: "address-invalid", channel });
}
