import eslint from "@eslint/js";
import { defineConfig } from "eslint/config";
import regexp from "eslint-plugin-regexp";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["dist/", "node_modules/", "var/", "**/generated/", "bench/results/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: "./tsconfig.check.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["src/**/*.ts", "db/**/*.ts", "rest-compat/**/*.ts"],
    rules: { "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }] },
  },
  {
    // What a client leaves out is undefined unless it has a default, and what it clears is null: types that say only one of them hide the other.
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "Identifier:has(> Decorator[expression.callee.name='Arg']:not(:has(Property[key.name='defaultValue']))) > TSTypeAnnotation > TSUnionType:has(> TSNullKeyword):not(:has(> TSUndefinedKeyword))",
          message: "An argument that may be null may be absent, too: add undefined to its type.",
        },
        {
          selector:
            "ClassDeclaration:has(> Decorator[expression.callee.name='InputType']) > ClassBody > PropertyDefinition[optional=false] > TSTypeAnnotation > TSUnionType > TSNullKeyword",
          message: "A field of an input that may be null may be absent, too: make it optional.",
        },
        {
          selector:
            "Identifier:has(> Decorator[expression.callee.name='Arg']:has(Property[key.name='nullable'][value.value=true])) > TSTypeAnnotation > :not(TSUnionType)",
          message: "An argument that is nullable may be null and absent: add both to its type.",
        },
      ],
    },
  },
  {
    // What comes in may be made to take long: an expression looks at no character more than a fixed number of times.
    files: ["src/**/*.{ts,js}", "db/**/*.ts", "rest-compat/**/*.ts", "scripts/**/*.mjs"],
    plugins: { regexp },
    rules: {
      "regexp/no-super-linear-backtracking": ["error", { report: "potential" }],
      "regexp/no-super-linear-move": ["error", { report: "potential" }],
    },
  },
  {
    files: ["scripts/**/*.mjs"],
    languageOptions: { globals: { process: "readonly" } },
  },
);
