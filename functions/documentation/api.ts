import type { Deployed } from "../../shared/deployment/deployed.ts";
import { defineApi } from "../../shared/http/api.ts";
import { fileToServe } from "../../shared/http/served-file.ts";
import { once } from "../../shared/kernel/once.ts";
import { documentation } from "./deployment.ts";
import { type DocumentationPorts, everyPath, listEvents, readEventSchema, readOpenApi, readProblem } from "./read-documentation.ts";
import { type PagePorts, pageFiles, readPage, readPageFile } from "./read-page.ts";

/** The generated documents are assets beside the bundle: inlined, they would slow down every cold start. Each is read, and the description written, once. */
function documentationPorts({
  readAsset,
}: Deployed<(typeof documentation.functions)["documentation-api"]>): DocumentationPorts & PagePorts {
  const documents = new Map<string, () => Promise<unknown>>();
  const read = (path: string): Promise<unknown> => {
    const document = documents.get(path) ?? once(async () => JSON.parse(await readAsset(path)));
    documents.set(path, document);
    return document();
  };
  return {
    read,
    // Without the blanks of the file in the repository.
    openApi: once(async () => fileToServe("application/json", JSON.stringify(await read("openapi.json")))),
    page: pageFiles(readAsset),
  };
}

/** The API of the documentation. */
export const api = defineApi(
  documentation.functions["documentation-api"],
  documentation.problems,
  documentationPorts,
  { readPage, readPageFile, readOpenApi, readProblem, listEvents, readEventSchema },
  everyPath,
);
