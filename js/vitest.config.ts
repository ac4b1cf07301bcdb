import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    // No module of ours has state of its own; a process for each file took twice the CPU.
    isolate: false,
    pool: "threads",
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
