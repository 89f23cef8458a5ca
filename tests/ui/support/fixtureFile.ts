const addresses = import.meta.glob<string>(
  ["../../fixtures/formats/*", "../../fixtures/pickles/*"],
  { query: "?url", import: "default", eager: true },
);

/** A file of `tests/fixtures`, under another name where one is given. */
export async function fixtureFile(
  path: string,
  name = path.slice(path.lastIndexOf("/") + 1),
): Promise<File> {
  const address = addresses[`../../fixtures/${path}`];
  if (address === undefined) throw new Error(`There is no fixture ${path}.`);
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${path}: status ${response.status}`);
  return new File([await response.arrayBuffer()], name);
}
