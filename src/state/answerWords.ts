import type { ComputeClient } from "../worker/client";

/**
 * The client, whose answers and refusals come when their sentences are there.
 * @param prepare Loads the sentences of answers; ends whatever happens.
 */
export function withAnswerWords(
  client: ComputeClient,
  prepare: () => Promise<void>,
): ComputeClient {
  return {
    ...client,
    async call(method, input, options) {
      const words = prepare();
      try {
        return await client.call(method, input, options);
      } finally {
        await words;
      }
    },
  };
}
