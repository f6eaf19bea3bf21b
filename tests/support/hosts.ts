import { request } from "node:http";

/** Status of a GET that names another host, as a page's requests do whose name was made to lead here; fetch can't set it. */
export function askAs(
  url: string,
  path: string,
  host: string,
  more: { readonly method?: string; readonly headers?: Record<string, string> } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}${path}`, { method: more.method ?? "GET", headers: { ...more.headers, host } }, (reply) => {
      reply.resume().on("end", () => resolve(reply.statusCode ?? 0));
    });
    asked.on("error", reject).end();
  });
}
