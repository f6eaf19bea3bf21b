import { commit } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import type { SettlementPorts } from "../ports.ts";
import { auctionIdOf } from "../rows.ts";
import { dueKind } from "../store.ts";
import { type SendingPorts, sendToSettlement } from "./send-to-settlement.ts";

/** Dependencies of the second pass. */
export type SecondPassPorts = SendingPorts & Pick<SettlementPorts, "dynamo" | "clock" | "own">;

/** Second pass, a minute after the end of an auction: also releases an enrolment that was in flight at the end. */
export async function releaseAgain(ports: SecondPassPorts): Promise<void> {
  await eachDue(ports.own, dueKind.secondPass, ports.clock.now(), async (key) => {
    const auctionId = auctionIdOf(key);
    await sendToSettlement(ports, auctionId);
    await commit(ports.dynamo, [ports.own.secondPassDone(auctionId)]);
  });
}
