import { Server } from "node:net";

/**
 * The process of the engine for queues and objects. Arguments: its data folder and the region. It tells its port to the host and ends with it.
 * The engine listens on every interface and has no setting for that, so listening is narrowed to loopback before it is loaded.
 */
const [dataFolder = "", region = ""] = process.argv.slice(2);
const listen = Server.prototype.listen as (this: Server, ...given: unknown[]) => Server;
Server.prototype.listen = function listenOnLoopback(this: Server, ...given: unknown[]): Server {
  const [first, ...rest] = given;
  return typeof first === "object" && first !== null && "host" in first
    ? listen.call(this, { ...first, host: "127.0.0.1" }, ...rest)
    : listen.apply(this, given);
};

process.on("disconnect", () => process.exit(0));
const { startFauxqs } = await import("fauxqs");
const { port } = await startFauxqs({ port: 0, logger: false, dataDir: dataFolder, defaultRegion: region });
process.send?.({ port });
