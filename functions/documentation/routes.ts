import * as z from "zod";
import { type Route, route } from "../../shared/http/api-handler.ts";
import { accept, refuse } from "../../shared/kernel/outcome.ts";
import { documentationEndpoints as endpoints } from "./contract.ts";

/** The part of the generated document in which every problem stands once. */
const problems = z.object({ components: z.object({ examples: z.record(z.string(), z.unknown()) }) });
const problem = z.object({
  summary: z.string(),
  description: z.string(),
  value: z.object({ title: z.string(), status: z.int(), detail: z.string() }),
});
const anyDocument = z.record(z.string(), z.unknown());
const eventList = z.array(z.object({ type: z.string(), version: z.int(), context: z.string(), description: z.string() }));

/** Reads a generated document by its path below `docs/`, decoded. */
export type ReadDocument = (path: string) => Promise<unknown>;

/** Every endpoint of the documentation, over the generated documents: nothing is read before it is asked for, and nothing twice. */
export function documentationRoutes(read: ReadDocument): Route[] {
  const documents = new Map<string, unknown>();
  const once = async (path: string): Promise<unknown> => {
    const document = documents.get(path) ?? (await read(path));
    documents.set(path, document);
    return document;
  };
  const served = async (path: string) => accept({ response: anyDocument.parse(await once(path)) });
  const events = async () => eventList.parse(await once("events/index.json"));
  return [
    route(endpoints.readOpenApi, () => served("openapi.json")),
    route(endpoints.readProblem, async ({ params: { code } }) => {
      const { examples } = problems.parse(await once("openapi.json")).components;
      if (!Object.hasOwn(examples, code)) return refuse({ code: "not-found" });
      const { summary, description, value } = problem.parse(examples[code]);
      const texts = { title: { zh: value.title, en: summary }, detail: { zh: value.detail, en: description } };
      return accept({ response: { code, status: value.status, ...texts } });
    }),
    route(endpoints.listEvents, async () => accept({ response: { events: await events() } })),
    route(endpoints.readEventSchema, async ({ params: { factType, version } }) => {
      const known = (await events()).some((event) => event.type === factType && String(event.version) === version);
      if (!known) return refuse({ code: "not-found" });
      return served(`events/${factType}.v${version}.json`);
    }),
  ];
}
