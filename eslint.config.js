import { builtinRules } from "eslint/use-at-your-own-risk";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** ESLint's own recommended set, read off the rules themselves. */
const recommended = Object.fromEntries(
  [...builtinRules]
    .filter(([, rule]) => rule.meta?.docs?.recommended)
    .map(([name]) => [name, "error"]),
);

/** What scripts may use besides the language: Node's globals, and the page's inside `evaluate`. */
const nodeGlobals = Object.fromEntries(
  [
    ...["process", "console", "Buffer", "URL", "URLSearchParams", "fetch"],
    ...["performance", "structuredClone", "AbortController", "AbortSignal"],
    ...["TextDecoder", "TextEncoder", "setTimeout", "clearTimeout"],
    ...["setInterval", "clearInterval", "setImmediate", "queueMicrotask"],
  ].map((name) => [name, "readonly"]),
);
const pageGlobals = Object.fromEntries(
  [
    ...["window", "document", "navigator", "self", "Event", "location"],
    ...["HTMLInputElement", "requestAnimationFrame", "DOMParser"],
  ].map((name) => [name, "readonly"]),
);

const useDevice = "Only src/gpu/device.ts asks for a GPU; take its device.";
/** `navigator.gpu` however it is reached: as a property, by destructuring, or by asking whether it is there. */
const noNavigatorGpu = {
  "no-restricted-properties": [
    "error",
    { object: "navigator", property: "gpu", message: useDevice },
  ],
  "no-restricted-syntax": [
    "error",
    {
      selector:
        "MemberExpression[property.name='gpu'][object.property.name='navigator']",
      message: useDevice,
    },
    {
      selector: "BinaryExpression[operator='in'][left.value='gpu']",
      message: useDevice,
    },
  ],
};

const bePure =
  "numeric and compute/reference are pure: the same inputs give the same numbers, anywhere.";
const pureGlobals = [
  ...["window", "document", "navigator", "self", "globalThis", "Date"],
  ...[
    "performance",
    "crypto",
    "fetch",
    "localStorage",
    "location",
    "indexedDB",
  ],
  ...["setTimeout", "setInterval", "requestAnimationFrame", "console"],
  ...["process", "Worker", "postMessage"],
];

export default defineConfig(
  globalIgnores([
    ...["dist", ".cache", "public", "coverage"],
    // AssemblyScript: another language with the same ending.
    "src/cpu/kernels/*.as.ts",
  ]),
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: recommended,
  },
  {
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      // A derived table of methods is named by an interface: errors and calls then name its methods.
      "@typescript-eslint/no-empty-object-type": [
        "error",
        { allowInterfaces: "with-single-extends" },
      ],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      // An async function that waits for nothing still turns what it throws into a rejection.
      "@typescript-eslint/require-await": "off",
      // Ids, counts and sizes in messages are numbers.
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true },
      ],
      "max-lines": [
        "error",
        { max: 400, skipBlankLines: true, skipComments: true },
      ],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    extends: [reactHooks.configs.flat.recommended],
    rules: {
      "no-console": ["error", { allow: ["warn", "error"] }],
      ...noNavigatorGpu,
    },
  },
  {
    files: ["src/gpu/device.ts"],
    rules: { "no-restricted-properties": "off", "no-restricted-syntax": "off" },
  },
  {
    files: ["src/numeric/**/*.ts", "src/compute/reference/**/*.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        ...pureGlobals.map((name) => ({ name, message: bePure })),
      ],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: bePure },
      ],
    },
  },
  {
    files: ["tests/**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
  {
    files: ["**/*.{js,mjs}"],
    languageOptions: { globals: nodeGlobals },
    rules: {
      "max-lines": [
        "error",
        { max: 400, skipBlankLines: true, skipComments: true },
      ],
    },
  },
  {
    files: ["bench/**/*.mjs", "scripts/screenshots.mjs"],
    languageOptions: { globals: pageGlobals },
  },
);
