import { defineConfig } from "vitest/config";

// One window at a time: the journeys share the display, and a test goes on where the one before it stopped.
export default defineConfig({
  test: {
    include: ["**/*.spec.ts"],
    fileParallelism: false,
    sequence: { concurrent: false },
    bail: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
