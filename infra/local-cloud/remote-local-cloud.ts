import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { askControl } from "./control.ts";
import type { LocalCloudOptions } from "./local-cloud.ts";
import type { LocalCloudAddress } from "./state-folder.ts";
import { type Fields, fieldsOf } from "./values.ts";

/** A local cloud that runs in another process. */
export interface RemoteLocalCloud {
  readonly address: LocalCloudAddress;
  /** Asks the control endpoint. */
  ask(action: string, body?: object): Promise<Fields>;
  /** Ends it as a power cut would (SIGKILL) and waits until it is gone. */
  kill(): Promise<void>;
  /** Stops it and waits until it is gone. */
  stop(): Promise<void>;
}

/** Options of a local cloud in another process; they are passed as JSON. */
export type RemoteLocalCloudOptions = LocalCloudOptions & { readonly assembly: string };

/** Starts a local cloud in a process of its own. */
export async function startRemoteLocalCloud(options: RemoteLocalCloudOptions): Promise<RemoteLocalCloud> {
  const child = fork(join(import.meta.dirname, "local-cloud-process.ts"), [JSON.stringify(options)], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const started = await Promise.race([
    once(child, "message").then(([message]: unknown[]) => fieldsOf(message)),
    exited.then(() => undefined),
  ]);
  if (!started) throw new Error("the local cloud did not start");
  const address = started.address as LocalCloudAddress;
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
