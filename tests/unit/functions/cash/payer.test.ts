import * as fc from "fast-check";
import { expect, it } from "vitest";
import { isPayer } from "../../../../functions/cash/lines/payer.ts";

it("a payer is a member if the names agree after width and white space, and in nothing less", () => {
  const name = "鄂州（葛店）Papier GmbH";
  for (const written of [name, "鄂州(葛店)Papier GmbH", "鄂州（葛店）ＰａｐｉｅｒＧｍｂＨ", " 鄂州（葛店） Papier\u3000GmbH "])
    expect(isPayer(written, [name]), written).toBe(true);
  for (const written of ["鄂州（葛店）papier GmbH", "鄂州葛店Papier GmbH", "鄂州（葛店）Papier", "Somebody else", ""])
    expect(isPayer(written, [name]), written).toBe(false);
  expect(isPayer("the new name", ["the old name", "the new name"])).toBe(true);
});

it("nobody is everybody, and everybody is themselves", () => {
  const names = fc.string({ unit: "grapheme", minLength: 1 });
  fc.assert(fc.property(names, (name) => isPayer(name, [name]) && !isPayer(name, [])));
});
