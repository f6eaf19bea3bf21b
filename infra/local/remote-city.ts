import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { askControl } from "./control.ts";
import { type Fields, fieldsOf } from "./event-sources/values.ts";
import type { CityAddress } from "./processes.ts";

/** A city that runs in another process. */
export interface RemoteCity {
  readonly address: CityAddress;
  /** Asks the control endpoint. */
  ask(action: string, body?: object): Promise<Fields>;
  /** Ends it as a power cut would (SIGKILL) and waits until it is gone. */
  kill(): Promise<void>;
  /** Ends it properly. */
  stop(): Promise<void>;
}

/** Starts a city in a process of its own on a state folder. */
export async function startRemoteCity(state: string, assembly: string): Promise<RemoteCity> {
  const child = fork(join(import.meta.dirname, "city-process.ts"), [state, assembly], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const exited = once(child, "exit");
  const started = await Promise.race([
    once(child, "message").then(([message]: unknown[]) => fieldsOf(message)),
    exited.then(() => undefined),
  ]);
  if (!started) throw new Error("the city did not start");
  const address = started.address as CityAddress;
  const secret = String(started.secret);
  return {
    address,
    ask: (action, body) => askControl(address.controlUrl, secret, action, body),
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
