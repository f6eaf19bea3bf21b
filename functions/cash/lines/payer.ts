/**
 * Whether a payer is a member: the bank's name of it is one of the member's legal names, after compatibility normalisation (NFKC: full-width
 * letters, digits and brackets are the half-width ones) and without white space, which banks set as they like. Everything else must agree
 * exactly, upper and lower case too: somebody who only resembles the member is somebody else.
 */
export function isPayer(payerName: string, legalNames: readonly string[]): boolean {
  const payer = comparable(payerName);
  return legalNames.some((name) => comparable(name) === payer);
}

function comparable(name: string): string {
  return name.normalize("NFKC").replace(/\s/gu, "");
}
