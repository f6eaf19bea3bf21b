import { Server } from "node:net";
import { shiftClock } from "../clock-shift.ts";
import type { HostToQueueEngine, QueueEngineToHost } from "./queue-engine-messages.ts";

/**
 * The process of the engine for queues and objects. Arguments: its data folder, the region, and how far the local clock is ahead: visibility
 * timeouts, delays and retention follow that clock. It reports its port to the host and ends with it. The engine listens on every interface
 * and has no setting for that, so listening is restricted to loopback before it is loaded.
 */
const [dataFolder = "", region = "", lead = "0"] = process.argv.slice(2);
const setLead = shiftClock();
setLead(Number(lead));
const listen = Server.prototype.listen as (this: Server, ...given: unknown[]) => Server;
Server.prototype.listen = function listenOnLoopback(this: Server, ...given: unknown[]): Server {
  const [first, ...rest] = given;
  return typeof first === "object" && first !== null && "host" in first
    ? listen.call(this, { ...first, host: "127.0.0.1" }, ...rest)
    : listen.apply(this, given);
};

function tell(message: QueueEngineToHost): void {
  process.send?.(message);
}

process.on("disconnect", () => process.exit(0));
process.on("message", ({ id, lead: next }: HostToQueueEngine) => {
  setLead(next);
  tell({ kind: "moved", id });
});
const { startFauxqs } = await import("fauxqs");
const { port } = await startFauxqs({ port: 0, logger: false, dataDir: dataFolder, defaultRegion: region });
tell({ kind: "listening", port });
