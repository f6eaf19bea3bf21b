import { runCloudCommand } from "./cloud-command.ts";

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const step = /^(\d+)([smhd])$/;

/** `npm run -s clock -- 90m`: moves the running local cloud's clock forward, waits until all due work is done, and prints the time. */
await runCloudCommand({
  usage:
    "npm run -s clock -- [STEP] [--state FOLDER]\nMoves the running local cloud's clock forward by 30s, 90m, 2h or 5d; without a step it prints the time.",
  wrongWords([wanted, ...more]) {
    if (more.length > 0) return "one step at a time";
    return wanted === undefined || step.test(wanted) ? undefined : `${JSON.stringify(wanted)} is no step: 30s, 90m, 2h or 5d`;
  },
  async run(cloud, [wanted = ""]) {
    const [, count, unit = ""] = step.exec(wanted) ?? [];
    if (count) {
      const now = Date.parse(String((await cloud.ask("clock")).now));
      await cloud.ask("move-clock", { to: new Date(now + Number(count) * (secondsOf[unit] ?? 0) * 1000).toISOString() });
      await cloud.ask("until-idle");
    }
    return String((await cloud.ask("clock")).now);
  },
});
