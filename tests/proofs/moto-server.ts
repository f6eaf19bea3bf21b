import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fieldsOf, list } from "../../infra/local-cloud/values.ts";
import type { PythonEnvironment } from "./python.ts";

/** A running moto: an emulator of AWS that nobody here wrote. */
export interface Moto {
  readonly endpoint: string;
  /** Resource types that its CloudFormation models; it passes over others without a word. */
  readonly types: ReadonlySet<string>;
  stop(): Promise<void>;
}

/** Starts moto on loopback, on a free port unless one is given; it ends with this process. */
export async function startMoto({ program }: PythonEnvironment, port = 0): Promise<Moto> {
  const child = spawn(program("python"), [join(import.meta.dirname, "moto-server.py"), String(port)], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { PATH: process.env.PATH ?? "", MOTO_ALLOW_NONEXISTENT_REGION: "false" },
  });
  const first = once(createInterface(child.stdout), "line").then(([line]) => fieldsOf(JSON.parse(String(line))));
  const started = await Promise.race([first, once(child, "exit").then(() => undefined)]);
  if (!started) throw new Error(`moto did not start${port === 0 ? "" : `; is port ${port} taken?`}`);
  return {
    endpoint: `http://127.0.0.1:${String(started.port)}`,
    types: new Set(list(started.types).map(String)),
    stop: async () => {
      const gone = once(child, "exit");
      child.stdin.end();
      await gone;
    },
  };
}
