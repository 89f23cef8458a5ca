/** Where models and data sets are by default. */
export const publicHub = "https://huggingface.co";

/** Address of a file of a model. @throws RangeError for an id that is no "owner/name" or "name". */
export function fileAddress(
  hub: string,
  id: string,
  revision: string,
  path: string,
): string {
  return `${modelAddress(hub, id)}/resolve/${encodeURIComponent(revision)}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** Address of the list of a model's files. */
export function listAddress(hub: string, id: string, revision: string): string {
  checkId(id);
  return `${trimmed(hub)}/api/models/${id}/tree/${encodeURIComponent(revision)}?recursive=true`;
}

export function modelAddress(hub: string, id: string): string {
  checkId(id);
  return `${trimmed(hub)}/${id}`;
}

const trimmed = (hub: string) => hub.replace(/\/+$/, "");

/** Ids as the hub allows them; anything else could lead to another address. */
export function isModelId(id: string): boolean {
  return /^[\w.-]+(\/[\w.-]+)?$/.test(id) && !/(^|\/)\.+(\/|$)/.test(id);
}

function checkId(id: string): void {
  if (!isModelId(id)) throw new RangeError(`${id} is no model id`);
}
