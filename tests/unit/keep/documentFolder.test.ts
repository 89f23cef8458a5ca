import { storageFactory } from "opfs-mock";
import { expect, test } from "vitest";
import { openDocumentFolder } from "../../../src/keep/documentFolder";
import { textRejected } from "../words/textOf";

test("documents are written, replaced, read and removed; damaged files are named", async () => {
  const root = await storageFactory().getDirectory();
  const folder = openDocumentFolder(() => Promise.resolve(root), "runs");
  expect(await folder.readAll()).toEqual({ documents: [], damaged: [] });
  await folder.write("0a", { n: 1 });
  await folder.write("0b", { n: 2 });
  await folder.write("0a", { n: 3 });
  const handle = await root.getDirectoryHandle("runs");
  const bad = await handle.getFileHandle("0c.json", { create: true });
  const stream = await bad.createWritable();
  await stream.write("{half");
  await stream.close();
  expect(await folder.readAll()).toEqual({
    documents: [{ n: 3 }, { n: 2 }],
    damaged: ["0c.json"],
  });
  await folder.remove("0a");
  await folder.remove("0a");
  expect((await folder.readAll()).documents).toEqual([{ n: 2 }]);
  const { message } = await textRejected(folder.write("../x", {}));
  expect(message).toContain("is no id");
});
