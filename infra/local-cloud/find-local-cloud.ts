import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { askControl } from "./control.ts";
import { type LocalCloudAddress, readAddress } from "./state-folder.ts";
import type { Fields } from "./values.ts";

/** No local cloud answers for a state folder. */
export class NoLocalCloud extends Error {
  override readonly name = "NoLocalCloud";
}

/** A local cloud that runs on this machine, found by its state folder. */
export interface FoundLocalCloud {
  readonly address: LocalCloudAddress;
  /** Asks the control endpoint. */
  ask(action: string, body?: object): Promise<Fields>;
}

/** Finds the local cloud that runs on a state folder; throws `NoLocalCloud` when none does, and so does `ask` when it does not answer. */
export function findLocalCloud(state: string): FoundLocalCloud {
  const folder = existsSync(state) ? realpathSync(state) : state;
  const address = readAddress(folder);
  if (!address) throw new NoLocalCloud(`no local cloud runs on ${folder}`);
  const secret = readFileSync(join(folder, "control-secret"), "utf8");
  return {
    address,
    ask: (action, body) =>
      askControl(address.controlUrl, secret, action, body).catch((error: unknown) => {
        // A local cloud that was killed leaves its address behind.
        throw error instanceof TypeError ? new NoLocalCloud(`the local cloud of ${folder} does not answer`) : error;
      }),
  };
}
