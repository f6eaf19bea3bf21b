import { type LocalCloudOptions, startLocalCloud } from "./local-cloud.ts";

/**
 * A local cloud in a process of its own, so that a caller can kill it. Argument: its options as JSON. It reports its address and ends with
 * its parent.
 */
const options = JSON.parse(process.argv[2] ?? "{}") as LocalCloudOptions;
const cloud = await startLocalCloud(options);
process.on("disconnect", () => void cloud.stop().then(() => process.exit(0)));
process.send?.({ address: cloud.address, secret: cloud.secret });
