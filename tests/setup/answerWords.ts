import { prepareAnswerWords } from "../../src/words/languages";

// As on the page, where no answer is handed on before its sentences are there.
await prepareAnswerWords("en");
