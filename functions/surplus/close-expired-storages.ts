import { plain, zero } from "../../shared/kernel/decimal.ts";
import type { FactOf } from "../../shared/kernel/fact.ts";
import { stateAfter } from "../../shared/kernel/lifecycle.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { retryWhileStale, stale } from "../../shared/store/retry.ts";
import { commit } from "../../shared/store/transaction.ts";
import type { permitsFacts } from "../permits/contract.ts";
import { surplusFacts } from "./contract.ts";
import { surplusLifecycles } from "./lifecycles.ts";
import { areasOf } from "./site-permit.ts";
import type { Storage, SurplusStore } from "./store.ts";
import { storedView } from "./views.ts";

/** Dependencies of the end of stored surplus with its term. */
export interface ExpiredStoragePorts extends Pick<CommandPorts, "dynamo" | "clock"> {
  readonly own: SurplusStore;
}

/** A permit has expired, and its holds were closed with it: ends the stored surplus among them. */
export async function closeExpiredStorages(ports: ExpiredStoragePorts, { data }: FactOf<typeof permitsFacts.permitExpired>): Promise<void> {
  for (const { holdId, purpose } of data.holds) {
    if (purpose === "storage") await retryWhileStale("stored surplus", () => closed(ports, holdId));
  }
}

async function closed({ dynamo, clock, own }: ExpiredStoragePorts, storageId: string): Promise<undefined | typeof stale> {
  const storage = await own.storage(storageId);
  if (storage?.state !== "stored") return undefined;
  const at = clock.now();
  const expired: Storage = {
    ...storage,
    state: stateAfter(surplusLifecycles.storage, storage.state, "expire"),
    remainingTonnes: zero,
    endedAt: at,
    version: storage.version + 1,
  };
  const envelope = {
    ...{ factId: `storage-expired.${storageId}`, occurredAt: at, actor: "close-expired-storages" },
    ...{ parties: [storage.partyId], areas: areasOf(storage) },
  };
  const stated = { ...storedView(storage), endedTonnes: plain(storage.remainingTonnes), ending: "expired" };
  const result = await commit(dynamo, [own.storagePut(expired), own.state(surplusFacts.storageEnded, { ...envelope, data: stated })]);
  return result.kind === "committed" ? undefined : stale;
}
