import { writeFileSync } from "node:fs";
import { registry } from "../functions/documentation/registry.ts";
import { openApiDocument } from "../shared/http/openapi.ts";

writeFileSync(new URL("../docs/openapi.json", import.meta.url), `${JSON.stringify(openApiDocument(registry), null, 2)}\n`);
