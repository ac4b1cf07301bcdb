import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    environment: "node", // model/ has no DOM; what needs one is tested in a real browser
    passWithNoTests: true,
    testTimeout: 10_000,
  },
});
