/** The shape of the numbers of members and refunds. */
const number = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** The first number of a member or refund in what a payer wrote; `none` if there is none. */
export function numberIn(purpose: string): string {
  return number.exec(purpose)?.[0].toLowerCase() ?? "none";
}
