import { describe, expect, it } from "vitest";
import type { Passage } from "../../../backend/knowledge/passage.ts";
import { buildPassageIndex } from "../../../backend/retrieval/passage-index.ts";
import {
  productsNamedIn,
  productsOf,
} from "../../../backend/retrieval/products.ts";
import { makeKnowledge } from "../../bench/synthetic-knowledge.ts";

const [plain] = makeKnowledge(1, 0).passages;
const indexOf = (...products: (string | null)[]) =>
  buildPassageIndex(
    products.map((product): Passage => ({ ...plain!, product })),
    1,
    [],
  );

describe("productsOf", () => {
  it.each([
    [null, []],
    [" , ", []],
    ["Harrier 3, Kite; Go", ["harrier 3", "kite", "go"]],
  ])("%j is about %j", (product, expected) => {
    expect(productsOf({ product })).toEqual(expected);
  });
});

describe("a product is named", () => {
  const index = indexOf(
    ...["Go", "Harrier 3, Kite", "Harrier", "C++", "Möwe", "カメラ", null],
    ...["(Pro)", "Go"],
  );
  it.each<[string, string[], string[]]>([
    ["as a word, however it is written", ["My GO broke."], ["go"]],
    ["never as part of another word", ["It keeps going, ergo gone."], []],
    ["never as part of a number", ["A go2 and a kite300."], []],
    ["at the edges of a text", ["kite"], ["kite"]],
    ["beside any sign", ["«Kite»'s pole/go."], ["go", "kite"]],
    ["with all its words in order", ["3 harrier"], ["harrier"]],
    ["over a line's end", ["Harrier\n 3"], ["harrier", "harrier 3"]],
    ["as a field spells it", ["product::harrier_3"], ["harrier", "harrier 3"]],
    ["with a dash", ["harrier–3"], ["harrier", "harrier 3"]],
    ["not by half of its last word", ["Harrier 30"], ["harrier"]],
    ["with signs of its own", ["does c++17 work? (pro)"], ["(pro)", "c++"]],
    ["with letters in two parts", ["die Mo\u0308we"], ["möwe"]],
    ["not where a mark makes another letter of its end", ["go\u0323"], []],
    ["in a script without spaces", ["私のカメラはGoより"], ["go", "カメラ"]],
    ["in any of the texts", ["my kite", "go"], ["go", "kite"]],
    ["never across two texts", ["a harrier", "3"], ["harrier"]],
    ["by nobody", [], []],
  ])("%s", (_, texts, expected) => {
    expect([...productsNamedIn(index, texts)].toSorted()).toEqual(
      expected.toSorted(),
    );
  });
});
