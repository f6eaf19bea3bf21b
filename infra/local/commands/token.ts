import { personaNamed, personas } from "../identity/personas.ts";
import { runCityCommand } from "./city-command.ts";

const list = personas.map(({ name, zh, en }) => `  ${name.padEnd(10)} ${zh} / ${en}`).join("\n");

/** `npm run -s token -- PERSONA`: prints an access token of the running city. */
await runCityCommand({
  usage: `npm run -s token -- PERSONA [--state FOLDER]\nPrints an access token of the running city. Personas:\n${list}`,
  accepts: ([persona = "", ...more]) => personaNamed(persona) !== undefined && more.length === 0,
  run: async (city, [persona]) => String((await city.ask("token", { persona })).token),
});
