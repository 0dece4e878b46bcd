import { describe, expect, it } from "vitest";
import {
  countriesIn,
  reachOf,
  widerNames,
} from "../../../backend/retrieval/countries.ts";

describe("countries", () => {
  it.each<[string, string[]]>([
    ["I live in Austria, my sister in the UK.", ["AT", "GB"]],
    ["From Scotland to the Czech Republic", ["GB", "CZ"]],
    ["a turkey in greece's kitchen", []],
    ["Nothing from Norwegians", []],
  ])("are read in %j", (text, codes) => {
    expect([...countriesIn(text)].toSorted()).toEqual(codes.toSorted());
  });

  it("are those that a rule is for", () => {
    const section =
      "Delivery within Germany takes 2 days. Delivery to other countries of the European Union takes 4 days.";
    const [home = "", union = ""] = section.split(/(?<=\.) /);
    expect([...reachOf(home, section)]).toEqual(["DE"]);
    expect(reachOf(union, section).has("AT")).toBe(true);
    expect(reachOf(union, section).has("DE")).toBe(false);
    expect(reachOf(union, section).has("GB")).toBe(false);
    expect(reachOf("Returns within the EU are free.", "").has("DE")).toBe(true);
    expect(reachOf("Returns are free.", section).size).toBe(0);
  });

  it.each([
    ["How long does a parcel to Austria take?", "European Union"],
    ["Do you send to the UK?", "United Kingdom"],
    ["Do you send to Norway?", ""],
    ["From Ireland, in the European Union", ""],
    ["Where is my parcel?", ""],
  ])("are named more widely: %j", (text, wider) => {
    expect(widerNames(text)).toBe(wider);
  });
});
