import * as z from "zod";
import type { Call } from "../../shared/http/api-handler.ts";
import type { ServedPath } from "../../shared/http/middlewares/find-operation.ts";
import { methods } from "../../shared/kernel/endpoint.ts";
import { bilingualText } from "../../shared/kernel/fields.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import type { ServedFile } from "../../shared/kernel/served-file.ts";
import type { documentationEndpoints } from "./contract.ts";

/** Dependencies of the documentation. */
export interface DocumentationPorts {
  /** The generated documents by path below `docs/`. */
  readonly read: (path: string) => Promise<unknown>;
  /** The description of the whole API as it is sent. */
  readonly openApi: () => Promise<ServedFile>;
}

/** The part of the generated document that lists every problem once. */
const problems = z.object({ components: z.object({ examples: z.record(z.string(), z.unknown()) }) });
const paths = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const problem = z.object({ value: z.object({ status: z.int() }), "x-texts": z.object({ title: bilingualText, detail: bilingualText }) });
const anyDocument = z.record(z.string(), z.unknown());
const eventList = z.array(z.object({ type: z.string(), version: z.int(), context: z.string(), description: z.string() }));

/** The description of the whole API. */
export async function readOpenApi({ openApi }: DocumentationPorts) {
  return accept({ response: await openApi() });
}

/** Every method and path that the description names; read from the description, so that the function needs no contract. */
export async function everyPath({ read }: DocumentationPorts): Promise<readonly ServedPath[]> {
  return Object.entries(paths.parse(await read("openapi.json")).paths).flatMap(([path, operations]) =>
    methods.flatMap((method) => (method.toLowerCase() in operations ? [{ method, path: path as ServedPath["path"] }] : [])),
  );
}

/** What a problem means, in both languages; read from the description, so that the function needs no contract. */
export async function readProblem({ read }: DocumentationPorts, { params: { code } }: Call<typeof documentationEndpoints.readProblem>) {
  const { examples } = problems.parse(await read("openapi.json")).components;
  if (!Object.hasOwn(examples, code)) return refuse({ code: "not-found" });
  const { value, "x-texts": texts } = problem.parse(examples[code]);
  return accept({ response: { code, status: value.status, ...texts } });
}

/** Every published type and version of events. */
export async function listEvents(ports: DocumentationPorts) {
  return accept({ response: { events: await eventsOf(ports) } });
}

/** The JSON Schema of one event. */
export async function readEventSchema(
  ports: DocumentationPorts,
  { params: { factType, version } }: Call<typeof documentationEndpoints.readEventSchema>,
) {
  const known = (await eventsOf(ports)).some((event) => event.type === factType && String(event.version) === version);
  if (!known) return refuse({ code: "not-found" });
  return accept({ response: anyDocument.parse(await ports.read(`events/${factType}.v${version}.json`)) });
}

async function eventsOf({ read }: DocumentationPorts) {
  return eventList.parse(await read("events/index.json"));
}
