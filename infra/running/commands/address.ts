import { runCloudCommand } from "./cloud-command.ts";

/** `npm run -s address`: prints where the API of the running local cloud is. */
await runCloudCommand({
  usage: "npm run -s address -- [--state FOLDER]\nPrints the address of the running local cloud's API.",
  wrongWords: (words) => (words.length === 0 ? undefined : "it takes no words, only --state FOLDER"),
  run: async (cloud) => cloud.address.apiUrl,
});
