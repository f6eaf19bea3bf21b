import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { contexts } from "../functions/registry.ts";
import { optionsOrExit } from "../shared/command-line/options-or-exit.ts";
import { describeContexts, descriptionFiles } from "./description.ts";
import { lifecyclesDocument } from "./lifecycles-document.ts";
import { brokenPromises, publishedWith } from "./published-events.ts";
import { settingsDocument } from "./settings/settings-document.ts";

const usage = `npm run describe
Writes the description of the API, the schemas of the events, the page of lifecycles and the page of settings in docs, from the contracts.
  --publish   also puts the versions of all events on the published list, as npm run publish-events does: their shapes are fixed from then on`;

/** `npm run describe` and `npm run publish-events`. */
const { values } = optionsOrExit(usage, { publish: { type: "boolean", default: false } });
const docs = fileURLToPath(new URL("../docs", import.meta.url));
const publishedFile = join(docs, "events/published.json");

const description = describeContexts();
const broken = brokenPromises(JSON.parse(readFileSync(publishedFile, "utf8")), description.events);
if (broken.length > 0) {
  console.error(broken.join("\n"));
  process.exit(1);
}
const files = descriptionFiles(description);
mkdirSync(join(docs, "events"), { recursive: true });
for (const name of readdirSync(join(docs, "events"))) {
  if (/\.v\d+\.json$/.test(name) && !files.has(`events/${name}`)) rmSync(join(docs, "events", name));
}
for (const [path, text] of files) writeFileSync(join(docs, path), text);
writeFileSync(join(docs, "lifecycles.md"), lifecyclesDocument(contexts));
writeFileSync(join(docs, "settings.md"), settingsDocument());
if (values.publish) writeFileSync(publishedFile, `${JSON.stringify(publishedWith(description.events), null, 2)}\n`);
