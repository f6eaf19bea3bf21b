import type { AuthorizationRows } from "../../../support/ownership.ts";

/** An export belongs to the person who asked for it. */
export const exportsAuthorization: AuthorizationRows = {
  ownership: { readExport: {}, readExportFile: {} },
  async given(house, owner) {
    const body = { from: "2024-01-01T00:00:00.000Z", before: "2024-02-01T00:00:00.000Z", format: "csv" };
    const answer = await house.call({ as: owner.subject, method: "POST", path: "/records/exports", body });
    if (answer.status !== 201) throw new Error(answer.text);
    return { exportId: String((answer.body as { readonly exportId?: unknown }).exportId) };
  },
};
