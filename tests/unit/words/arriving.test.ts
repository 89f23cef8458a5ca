import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FaultMessage } from "../../../src/model/fault";
import type { Message } from "../../../src/model/message";

const fault: FaultMessage = {
  name: "embed.no-such-model",
  params: { model: "some/model", host: "models.example" },
};

const message: Message = {
  name: "import.hash-used",
  params: { names: ["axes"], bits: 96 },
};

beforeEach(() => vi.resetModules());
afterEach(() => vi.doUnmock("../../../src/words/en/arriving"));

const loadWords = () => import("../../../src/words/languages");

test("before the sentences of answers are there, a message is told by its name", async () => {
  const { languages, wordMessage, prepareAnswerWords } = await loadWords();
  expect(wordMessage(languages.en, message)).toBe(
    'The words for this message could not be loaded: import.hash-used {"names":["axes"],"bits":96}',
  );
  await prepareAnswerWords("en");
  expect(wordMessage(languages.en, message)).toContain("96");
  expect(wordMessage(languages.en, message)).not.toContain("import.");
});

test("a fault without its sentence names itself and what it holds", async () => {
  const { languages, wordFault, prepareAnswerWords } = await loadWords();
  const { message: early, hint } = wordFault(languages.en, fault);
  expect(early).toContain("embed.no-such-model");
  expect(early).toContain("models.example");
  expect(hint).toBeNull();
  await prepareAnswerWords("en");
  const { message: worded } = wordFault(languages.en, fault);
  expect(worded).toContain("some/model");
  expect(worded).not.toContain("embed.");
});

test("panels that read all words tell them too", async () => {
  const { wordFault, wordMessage, prepareAnswerWords } = await loadWords();
  const { allLanguages } = await import("../../../src/words/allLanguages");
  await prepareAnswerWords("en");
  const words = allLanguages.en;
  expect(wordMessage(words, message)).not.toContain("import.");
  expect(wordFault(words, fault).message).not.toContain("embed.");
});

test("sentences that could not be fetched are asked for again", async () => {
  const path = "../../../src/words/en/arriving";
  vi.doMock(path, () => {
    throw new Error("no connection");
  });
  const { languages, wordMessage, prepareAnswerWords } = await loadWords();
  await prepareAnswerWords("en");
  expect(wordMessage(languages.en, message)).toContain("import.hash-used");
  vi.doUnmock(path);
  await prepareAnswerWords("en");
  expect(wordMessage(languages.en, message)).not.toContain("import.");
});
