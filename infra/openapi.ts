import { writeFileSync } from "node:fs";
import { contexts } from "../functions/registry.ts";
import { openApiDocument } from "../shared/http/openapi.ts";

writeFileSync(new URL("../docs/openapi.json", import.meta.url), `${JSON.stringify(openApiDocument(contexts), null, 2)}\n`);
