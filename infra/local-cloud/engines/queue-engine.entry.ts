import { flushCompileCache } from "node:module";
import { Server } from "node:net";
import type { Numbered } from "../answering-process.ts";
import { shiftClock } from "../clock-shift.ts";
import type { QueueEngineOpening, QueueEngineQuestion } from "./queue-engine-messages.ts";

/**
 * The process of the engine for queues and objects. Arguments: its data folder, the region, how far the local clock is ahead (visibility
 * timeouts, delays and retention follow that clock), and the port, 0 for any. It reports its port to the host and ends with it. The engine
 * listens on every interface and has no setting for that, so listening is restricted to loopback before it is loaded.
 */
const [dataFolder = "", region = "", lead = "0", wantedPort = "0"] = process.argv.slice(2);
const setLead = shiftClock();
setLead(Number(lead));
const listen = Server.prototype.listen as (this: Server, ...given: unknown[]) => Server;
Server.prototype.listen = function listenOnLoopback(this: Server, ...given: unknown[]): Server {
  const [first, ...rest] = given;
  return typeof first === "object" && first !== null && "host" in first
    ? listen.call(this, { ...first, host: "127.0.0.1" }, ...rest)
    : listen.apply(this, given);
};

function tell(message: QueueEngineOpening | Numbered<object>): void {
  process.send?.(message);
}

process.on("disconnect", () => process.exit(0));
process.on("message", ({ id, lead: next }: Numbered<QueueEngineQuestion>) => {
  setLead(next);
  tell({ id });
});
const { startFauxqs } = await import("fauxqs");
const { port } = await startFauxqs({ port: Number(wantedPort), logger: false, dataDir: dataFolder, defaultRegion: region });
tell({ port });
// Now, because nobody lets this process end by itself.
flushCompileCache();
