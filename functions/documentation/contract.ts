import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factEnvelope } from "../../shared/kernel/fact.ts";
import { bilingualText } from "../../shared/kernel/fields.ts";
import { message } from "../../shared/kernel/message.ts";
import { component, id } from "../../shared/kernel/schemas.ts";
import { servedFile } from "../../shared/kernel/served-file.ts";

const version = z.string().regex(/^[1-9][0-9]{0,3}$/, message("须为版本号，例如 1", "a version number, for example 1"));
const event = component("Event", {
  // The ledger's own fact is published too; the API lists it nowhere.
  type: z.string().describe("Type of the fact, for example `need-certified`"),
  version: factEnvelope.shape.schemaVersion,
  context: z.string().describe("Context that states it; `ledger` for the ledger"),
  description: z.string().describe("What it states, in one sentence"),
});

const jsonDocument = z.record(z.string(), z.unknown()).describe("A document of another standard").meta({ id: "JsonDocument" });

/** The endpoints that describe the API itself. */
export const documentationEndpoints = {
  readPage: endpoint({
    operationId: "readPage",
    method: "GET",
    path: "/docs",
    summary: "The description of the API as a page for people.",
    roles: ["public"],
    response: servedFile,
    servesFile: true,
    refusals: [],
  }),
  readPageFile: endpoint({
    operationId: "readPageFile",
    method: "GET",
    path: "/docs/{file}",
    summary: "A file that the page loads.",
    roles: ["public"],
    params: z.object({ file: id }),
    response: servedFile,
    servesFile: true,
    refusals: [],
  }),
  readOpenApi: endpoint({
    operationId: "readOpenApi",
    method: "GET",
    path: "/openapi.json",
    summary: "This description.",
    roles: ["public"],
    response: servedFile,
    servesFile: true,
    fileContent: jsonDocument,
    refusals: [],
  }),
  readProblem: endpoint({
    operationId: "readProblem",
    method: "GET",
    path: "/problems/{code}",
    summary: "What a problem means, in both languages.",
    roles: ["public"],
    params: z.object({ code: id }),
    response: component("ProblemText", {
      code: z.string().describe("Last part of the problem's type"),
      status: z.int().min(400).max(599).describe("HTTP status"),
      title: bilingualText.describe("Title; the same for every occurrence"),
      detail: bilingualText.describe("What happened and what to do; `{member}` is replaced by that member of the problem"),
    }),
    refusals: [],
  }),
  listEvents: endpoint({
    operationId: "listEvents",
    method: "GET",
    path: "/events",
    summary: "Lists the types and versions of facts that the contexts and the ledger state.",
    roles: ["public"],
    response: component("Events", { events: z.array(event).describe("By type and version") }),
    refusals: [],
  }),
  readEventSchema: endpoint({
    operationId: "readEventSchema",
    method: "GET",
    path: "/events/{factType}/{version}",
    summary: "The JSON Schema of one version of a fact type: envelope and data as they are stored.",
    roles: ["public"],
    params: z.object({ factType: id.describe("Type of the fact"), version: version.describe("Version of its shape") }),
    response: jsonDocument,
    refusals: [],
  }),
};
