import { type LocalCloudOptions, startLocalCloud } from "./local-cloud.ts";

/**
 * A local cloud in a process of its own, so that a caller can kill it. Argument: its options as JSON. It reports its address, ends with its
 * parent, and says what it replaced and why it ended on its error output.
 */
const options = JSON.parse(process.argv[2] ?? "{}") as LocalCloudOptions;
const cloud = await startLocalCloud({
  ...options,
  onNotice: (line) => void process.stderr.write(`${line}\n`),
  onLost: (reason) => {
    process.stderr.write(`${reason}\n`);
    process.exit(1);
  },
});
process.on("disconnect", () => void cloud.stop().then(() => process.exit(0)));
process.send?.({ address: cloud.address, secret: cloud.secret });
