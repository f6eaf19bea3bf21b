import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { askControl } from "./control.ts";
import type { Fields } from "./event-sources/values.ts";
import { type CityAddress, readAddress } from "./processes.ts";

/** A city that runs on this machine, found by its state folder. */
export interface FoundCity {
  readonly address: CityAddress;
  /** Asks the control endpoint. */
  ask(action: string, body?: object): Promise<Fields>;
}

/** Finds the city that runs on a state folder; throws with what to do when none does or it does not answer. */
export function findCity(state: string): FoundCity {
  const folder = existsSync(state) ? realpathSync(state) : state;
  const address = readAddress(folder);
  if (!address) throw new Error(`no city runs on ${folder}; start it with: npm start`);
  const secret = readFileSync(join(folder, "control-secret"), "utf8");
  return {
    address,
    ask: (action, body) =>
      askControl(address.controlUrl, secret, action, body).catch((error: unknown) => {
        // A city that was killed leaves its address behind.
        throw error instanceof TypeError ? new Error(`the city of ${folder} does not answer; start it with: npm start`) : error;
      }),
  };
}
