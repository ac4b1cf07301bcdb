import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.{ts,tsx}"],
    environment: "node", // form/ has no DOM; what needs one is tested in a real browser
    passWithNoTests: true,
    testTimeout: 10_000,
  },
});
