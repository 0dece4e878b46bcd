import { describe, expect, it } from "vitest";
import {
  fill,
  fillLoosely,
  templateParagraphs,
} from "../../../backend/engines/fill-template.ts";

const VALUES = new Map([
  ["customer.firstName", "Dana"],
  ["field.order_number", "GS-1234"],
]);

describe("fill", () => {
  it("fills what is known and refuses what is not", () => {
    expect(fill("Order {{field.order_number}}.", VALUES)).toBe(
      "Order GS-1234.",
    );
    expect(fill("Amount {{field.amount}}.", VALUES)).toBeNull();
  });

  it("does not fill twice: a value may look like a placeholder", () => {
    const values = new Map([["ticket.subject", "{{agent.name}}"]]);
    expect(fill("On {{ticket.subject}}.", values)).toBe("On {{agent.name}}.");
  });
});

describe("fillLoosely", () => {
  it.each([
    ["Hi {{customer.firstName}},", "Hi Dana,"],
    ["Hi {{customer.name}},", "Hi,"],
    ["Kind regards,\n{{agent.name}}", "Kind regards,"],
    ["{{agent.name}}", ""],
  ])("%j becomes %j", (text, filled) => {
    expect(fillLoosely(text, VALUES)).toBe(filled);
  });
});

describe("templateParagraphs", () => {
  it("leaves out a sentence without its value, and a paragraph without sentences", () => {
    const template = {
      templateId: "t",
      text: "Thanks for {{field.order_number}}. It costs {{field.amount}}.\n\nCall {{field.phone}}.\n\nBye.",
    };
    const paragraphs = templateParagraphs(template, VALUES);
    expect(
      paragraphs.map((sentences) => sentences.map(({ text }) => text)),
    ).toEqual([["Thanks for GS-1234."], ["Bye."]]);
    expect(paragraphs[0]?.[0]).toMatchObject({
      status: "template",
      templateId: "t",
    });
  });
});
