import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { askControl } from "./control.ts";
import { personaNamed, personas } from "./identity/personas.ts";
import { readAddress } from "./processes.ts";

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
  const folder = existsSync(values.state) ? realpathSync(values.state) : values.state;
  const address = readAddress(folder);
  if (!address) throw new Error(`no city runs on ${folder}; start it with: npm start`);
  const secret = readFileSync(join(folder, "control-secret"), "utf8");
  const { token } = await askControl(address.controlUrl, secret, "token", { persona: name });
  console.log(String(token));
} catch (error) {
  const refused =
    error instanceof TypeError
      ? "the city does not answer; start it with: npm start"
      : String(error instanceof Error ? error.message : error);
  console.error(refused);
  process.exit(1);
}
