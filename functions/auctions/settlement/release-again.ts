import { commit } from "../../../shared/store/transaction.ts";
import { eachDue } from "../../../shared/streams/due-work.ts";
import type { SettlementPorts } from "../ports.ts";
import { auctionIdOf } from "../rows.ts";
import { dueKind } from "../store.ts";
import { type SendingPorts, sendToSettlement } from "./send-to-settlement.ts";

/** What the second look reaches. */
export type SecondLookPorts = SendingPorts & Pick<SettlementPorts, "dynamo" | "clock" | "own">;

/** The second look, a minute after the end of an auction: an enrolment that was in flight then is released too. */
export async function releaseAgain(ports: SecondLookPorts): Promise<void> {
  await eachDue(ports.own, dueKind.secondLook, ports.clock.now(), async (key) => {
    const auctionId = auctionIdOf(key);
    await sendToSettlement(ports, auctionId);
    await commit(ports.dynamo, [ports.own.lookedTwice(auctionId)]);
  });
}
