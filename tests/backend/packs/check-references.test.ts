import { describe, it } from "vitest";
import { expectFault, packWith, SMALL, smallPack } from "./small-pack.ts";

describe("an id or placeholder that leads nowhere is named with file, line and mend", () => {
  it.each<[string, Map<string, string>, string, number, RegExp, RegExp]>([
    [
      "the template of an intent",
      packWith("intents.yaml", "template: thanks", "template: thank"),
      "intents.yaml",
      6,
      /There is no template "thank"/,
      /Did you mean "thanks"/,
    ],
    [
      "the acknowledgement of an intent",
      packWith(
        "intents.yaml",
        "acknowledgement: thanks",
        "acknowledgement: sorry",
      ),
      "intents.yaml",
      7,
      /There is no template "sorry"/,
      /or add it/,
    ],
    [
      "a required field",
      packWith("intents.yaml", "[order]", "[ordr]"),
      "intents.yaml",
      8,
      /There is no field "ordr"/,
      /Did you mean "order"/,
    ],
    [
      "the intent of a notice",
      packWith("notices/snow.md", "[return_item]", "[return_items]"),
      "notices/snow.md",
      2,
      /There is no intent "return_items"/,
      /Did you mean "return_item"/,
    ],
    [
      "the intent of a template",
      packWith(
        "templates/thanks.md",
        "[return_item]",
        "[\n    return_item,\n    refund]",
      ),
      "templates/thanks.md",
      5,
      /There is no intent "refund"/,
      /Use the id of an intent/,
    ],
    [
      "the document of a commitment",
      packWith("guardrails.yaml", "[returns]", "[return]"),
      "guardrails.yaml",
      4,
      /There is no document "return"/,
      /Did you mean "returns"/,
    ],
    [
      "an intent twice",
      packWith(
        "intents.yaml",
        "- id: return_item",
        `${SMALL["intents.yaml"]}- id: return_item`,
      ),
      "intents.yaml",
      9,
      /intent "return_item" exists already/,
      /the first one is in intents.yaml, line 1/,
    ],
    [
      "a template twice",
      smallPack({ "templates/zz.md": SMALL["templates/thanks.md"] }),
      "templates/zz.md",
      2,
      /template "thanks" exists already/,
      /templates\/thanks.md, line 2/,
    ],
    [
      "a field twice",
      smallPack({
        "fields.yaml": `${SMALL["fields.yaml"]}${SMALL["fields.yaml"]}`,
      }),
      "fields.yaml",
      5,
      /field "order" exists already/,
      /line 1/,
    ],
    [
      "a placeholder that nothing fills",
      packWith(
        "templates/thanks.md",
        "{{customer.firstName}}",
        "{{customer.firstname}}",
      ),
      "templates/thanks.md",
      8,
      /Nothing fills the placeholder \{\{customer.firstname\}\}/,
      /Did you mean "customer.firstName"/,
    ],
    [
      "a placeholder of a field that does not exist",
      packWith("templates/thanks.md", "{{field.order}}", "{{field.odrer}}"),
      "templates/thanks.md",
      9,
      /\{\{field.odrer\}\}/,
      /Did you mean "field.order"/,
    ],
    [
      "a placeholder with spaces",
      packWith("tone.yaml", "{{agent.name}}", "{{ agent.name }}"),
      "tone.yaml",
      3,
      /\{\{ agent.name \}\}/,
      /without spaces/,
    ],
    [
      "a placeholder that lost a brace",
      packWith("tone.yaml", "{{agent.name}}", "{{agent.name}"),
      "tone.yaml",
      3,
      /lone \{\{/,
      /two braces/,
    ],
  ])("%s", (_, files, file, line, message, mend) => {
    expectFault(files, { file, line, message, mend });
  });
});
