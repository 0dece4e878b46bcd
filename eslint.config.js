import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "node_modules",
      "build",
      ".plasmo",
      ".heed",
      "**/*.mjs",
      "backend/storage/migrations",
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts", "**/*.tsx"],
    plugins: { "react-hooks": reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_" },
      ],
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { disallowTypeAnnotations: false },
      ],
      // The registry of traps: each of these builds green and fails in the browser, or opens a hole.
      "no-restricted-syntax": [
        "error",
        {
          selector: "ImportDeclaration[source.value='zod'] > ImportSpecifier",
          message: 'Dead at run time under Plasmo: import * as z from "zod".',
        },
        {
          selector: "TSEnumDeclaration",
          message: "Use a union of string literals.",
        },
        {
          selector: "ExportDefaultDeclaration",
          message: "Named exports only.",
        },
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "Ticket text is shown as text.",
        },
        {
          selector: "AssignmentExpression[left.property.name='innerHTML']",
          message: "Ticket text is shown as text.",
        },
      ],
    },
  },
  {
    // Plasmo and the tools ask for a default export here.
    files: [
      "src/*.tsx",
      "src/tabs/*.tsx",
      "*.config.ts",
      "backend/storage/drizzle.config.ts",
    ],
    rules: { "no-restricted-syntax": "off" },
  },
);
