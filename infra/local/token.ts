import { parseArgs } from "node:util";
import { personaNamed, personas } from "./identity/personas.ts";
import { findCity } from "./state-address.ts";

/** `npm run -s token -- PERSONA`: prints an access token of the running city. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { state: { type: "string", default: ".local" }, help: { type: "boolean", short: "h", default: false } },
});
const [name = ""] = positionals;

if (values.help || !personaNamed(name)) {
  const list = personas.map((persona) => `  ${persona.name.padEnd(10)} ${persona.zh} / ${persona.en}`).join("\n");
  console.error(`npm run -s token -- PERSONA [--state FOLDER]\nPrints an access token of the running city. Personas:\n${list}`);
  process.exit(values.help ? 0 : 1);
}
try {
  console.log(String((await findCity(values.state).ask("token", { persona: name })).token));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
