import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type * as z from "zod";
import type { Fact } from "../../../shared/kernel/fact.ts";
import { partyAccount, siteAccount } from "../../../shared/ledger/account.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { type complianceFacts, statedVersion } from "../../compliance/contract.ts";
import type { disclosureRows } from "./store.ts";

/** Dependencies of hearing compliance. */
export interface StandingPorts {
  readonly dynamo: DynamoDBClient;
  readonly own: Pick<ReturnType<typeof disclosureRows>, "standingPut">;
}

type Stated = z.output<(typeof complianceFacts.gapFound)["data"]>;

/**
 * Keeps what compliance said last of a year's discharge. Facts may be heard twice and in any order: the one with the highest version counts.
 * Tonnes that belong to a past year can't be bought any more, so a gap that closes then means that its figures were wrong: it is lifted.
 */
export async function hearStanding({ dynamo, own }: StandingPorts, { factId, factType, data }: Fact<Stated>): Promise<void> {
  const { kind, siteId, partyId, year, pollutant, gapTonnes } = data;
  const account = kind === "discharge" && siteId !== undefined ? siteAccount(siteId) : partyAccount(partyId);
  const withdrawn = factType === "compliance-gap-withdrawn";
  const standing = { account, year, pollutant, gapTonnes: withdrawn ? "0" : gapTonnes, saidBy: factId, version: statedVersion(factId) };
  // An older fact changes nothing.
  await commit(dynamo, [own.standingPut(standing)]);
}
