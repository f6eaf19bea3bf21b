import { didYouMean } from "../../../shared/command-line/did-you-mean.ts";
import { personaNamed } from "../../local-cloud/identity/persona.ts";
import { personas } from "../personas.ts";
import { runCloudCommand } from "./cloud-command.ts";

const width = Math.max(...personas.map(({ name }) => name.length));
const list = personas.map(({ name, zh, en }) => `  ${name.padEnd(width)} ${zh} / ${en}`).join("\n");

const usage = `npm run -s token -- PERSONA [--state FOLDER]\nPrints an access token of the running local cloud. Personas:\n${list}`;

/** `npm run -s token -- PERSONA`: prints an access token of the running local cloud; without a name it lists the personas. */
await runCloudCommand({
  usage,
  withoutWords: usage,
  wrongWords([persona = "", ...more]) {
    if (more.length > 0) return "one persona at a time";
    if (personaNamed(personas, persona)) return undefined;
    const names = personas.map(({ name }) => name);
    return `no persona ${JSON.stringify(persona)}${didYouMean(persona, names) || `; there are ${names.join(", ")}`}`;
  },
  run: async (cloud, [persona]) => String((await cloud.ask("token", { persona })).token),
});
