import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    environment: "node", // form/ has no DOM; what needs one is tested in a real browser
    passWithNoTests: true,
    testTimeout: 10_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.{ts,tsx}"],
      reporter: ["json-summary"],
      reportsDirectory: "../htmlcov/page",
    },
  },
});
