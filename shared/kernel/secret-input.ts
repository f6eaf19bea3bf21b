/** JSON Pointers (RFC 6901) into an endpoint's body, to members that may not be stored in a form that guesses can be checked against. */
export type SecretPointers = readonly `/${string}`[];

/** A body without its secret members; what it shares with the given one is not copied. */
export function withoutSecrets(body: unknown, secrets: SecretPointers = []): unknown {
  return secrets.reduce((rest, pointer) => withoutMember(rest, namesOf(pointer)), body);
}

/** Names of members from the outermost to the one that a pointer points to. */
export function namesOf(pointer: SecretPointers[number]): readonly string[] {
  return pointer
    .slice(1)
    .split("/")
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function withoutMember(value: unknown, [name = "", ...inner]: readonly string[]): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return value;
  const { [name]: member, ...rest } = value as Readonly<Record<string, unknown>>;
  return inner.length === 0 ? rest : { ...rest, [name]: withoutMember(member, inner) };
}
