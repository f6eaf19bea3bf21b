import { listingIndex } from "../../../shared/deployment/indexes.ts";
import { partyKey } from "../../../shared/members/members.ts";
import type { PageRequest } from "../../../shared/store/client.ts";
import { listedAs } from "../../../shared/store/indexes.ts";
import type { Table } from "../../../shared/store/table.ts";
import { type Claim, type ClaimKind, claimCodec, claimKey } from "./claim.ts";
import { type Dispute, disputeCodec, disputeKey } from "./dispute.ts";

function listOf(decided: boolean): string {
  return decided ? "disputes#decided" : "disputes#open";
}

/** Reads and writes of claims and disputes. */
export function claimStore(table: Table) {
  return {
    /** A credit code or licence number; undefined if nobody ever registered it. */
    claim: (kind: ClaimKind, number: string) => table.read(claimKey(kind, number), claimCodec.decode),
    /** Puts a claim's next version; `stale` if another change came first. */
    claimPut: (claim: Claim) => table.putVersion(claimKey(claim.kind, claim.number), claimCodec.encode(claim), claim.version),
    /** A dispute about what a party registered. */
    dispute: (partyId: string, disputeId: string) => table.read(disputeKey(partyId, disputeId), disputeCodec.decode),
    /** An open dispute about what a party registered, if there is one that was not dismissed before: opened again, it stops nothing. */
    async firstOpenDispute(partyId: string): Promise<Dispute | undefined> {
      const all = table.all({ partition: partyKey(partyId).pk, prefix: "dispute#" }, disputeCodec.decode);
      for await (const dispute of all) if (dispute.state === "open" && dispute.version === 1) return dispute;
      return undefined;
    },
    /** Disputes that are open, or decided ones, the oldest first. */
    disputes: (decided: boolean, request: PageRequest) =>
      table.page({ index: listingIndex, partition: listOf(decided), ...request }, disputeCodec.decode),
    /** Puts a dispute: a new one (version 1) or its next version. */
    disputePut: (dispute: Dispute) => {
      const listed = listedAs(listOf(dispute.state !== "open"), `${dispute.openedAt}#${dispute.disputeId}`);
      return table.putVersion(
        disputeKey(dispute.partyId, dispute.disputeId),
        { ...disputeCodec.encode(dispute), ...listed },
        dispute.version,
      );
    },
  };
}
