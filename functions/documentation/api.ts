import type { Deployed } from "../../shared/deployment/deployed.ts";
import { defineApi } from "../../shared/http/api.ts";
import { fileToServe } from "../../shared/http/served-file.ts";
import type { ServedFile } from "../../shared/kernel/served-file.ts";
import { documentation } from "./deployment.ts";
import { type DocumentationPorts, everyPath, listEvents, readEventSchema, readOpenApi, readProblem } from "./read-documentation.ts";
import { type PagePorts, pageFiles, readPage, readPageFile } from "./read-page.ts";

/** The generated documents are assets beside the bundle: inlined, they would slow down every cold start. Each is read, and the description written, once. */
function documentationPorts({
  readAsset,
}: Deployed<(typeof documentation.functions)["documentation-api"]>): DocumentationPorts & PagePorts {
  const documents = new Map<string, Promise<unknown>>();
  const read = async (path: string): Promise<unknown> => JSON.parse(await readAsset(path));
  const readOnce = (path: string) => {
    const document = documents.get(path) ?? read(path);
    documents.set(path, document);
    return document;
  };
  // Without the blanks of the file in the repository.
  const prepare = async () => fileToServe("application/json", JSON.stringify(await readOnce("openapi.json")));
  let openApi: Promise<ServedFile> | undefined;
  return {
    read: readOnce,
    openApi: () => (openApi ??= prepare()),
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
