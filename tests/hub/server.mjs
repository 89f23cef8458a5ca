/**
 * A server that answers as the hub does, from a folder of model repositories and one of data sets:
 * lists of files, files by revision (large ones by a redirect to a second origin, as the hub sends
 * them to its storage), byte ranges, CORS. Faults can be set by path.
 */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { join, relative } from "node:path";

/** Larger files are redirected and listed with their SHA-256. */
const LARGE_BYTES = 1 << 20;

/**
 * @typedef {object} Fault
 * @property {number} [status] Answered instead of the file.
 * @property {number} [cutAfter] Bytes after which the connection is closed.
 * @property {string} [html] Sent with status 200 in place of the file.
 * @property {number} [bytesPerSecond]
 * @property {boolean} [noRanges] Sends the whole file in place of a range.
 *
 * @typedef {{ origin: "hub" | "cdn", method: string, path: string, range: string | null, headers: import("node:http").IncomingHttpHeaders }} LoggedRequest
 */

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "X-Repo-Commit,X-Linked-Size,X-Linked-ETag,Content-Range,Content-Length,ETag,Link",
  "cross-origin-resource-policy": "cross-origin",
};

const sha256Of = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** @param {string} folder @returns {string[]} Files below it, with "/". */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relative(folder, join(entry.parentPath, entry.name)).replaceAll(
        "\\",
        "/",
      ),
    )
    .sort();
}

/** The hub's list of files of a repository. */
function listOf(folder, below) {
  return filesBelow(folder)
    .filter((path) => below === "" || path.startsWith(`${below}/`))
    .map((path) => {
      const bytes = readFileSync(join(folder, path));
      const oid = sha256Of(bytes);
      const size = bytes.length;
      return size > LARGE_BYTES
        ? {
            type: "file",
            oid,
            size,
            path,
            lfs: { oid, size, pointerSize: 134 },
          }
        : { type: "file", oid, size, path };
    });
}

/**
 * @param {{ models: string, datasets?: string, rows?: (query: URLSearchParams) => unknown, parquet?: (id: string) => unknown }} options
 *   Folders with `<owner>/<name>/<files>`; answers of the rows service.
 */
export async function startHub({ models, datasets = "", rows, parquet }) {
  /** @type {LoggedRequest[]} */
  const requests = [];
  /** @type {Map<string, Fault>} */
  const faults = new Map();
  let cdnUrl = "";
  let isClosed = false;

  const faultOf = (path) =>
    [...faults].find(([part]) => path.includes(part))?.[1] ?? {};

  function sendJson(response, value, status = 200) {
    const body = Buffer.from(JSON.stringify(value));
    response.writeHead(status, {
      ...CORS,
      "content-type": "application/json; charset=utf-8",
      "content-length": body.length,
    });
    response.end(body);
  }

  async function sendFile(request, response, file, fault) {
    const bytes = readFileSync(file);
    const match = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "");
    let body = bytes;
    let status = 200;
    const headers = {
      ...CORS,
      "content-type": "application/octet-stream",
      "accept-ranges": "bytes",
      etag: `"${sha256Of(bytes).slice(0, 32)}"`,
    };
    if (match && !fault.noRanges) {
      const start = Number(match[1]);
      const end = Math.min(
        match[2] === "" ? bytes.length - 1 : Number(match[2]),
        bytes.length - 1,
      );
      if (start >= bytes.length) {
        response.writeHead(416, {
          ...CORS,
          "content-range": `bytes */${bytes.length}`,
        });
        response.end();
        return;
      }
      status = 206;
      body = bytes.subarray(start, end + 1);
      headers["content-range"] = `bytes ${start}-${end}/${bytes.length}`;
    }
    response.writeHead(status, { ...headers, "content-length": body.length });
    if (request.method === "HEAD") {
      response.end();
      return;
    }
    if (fault.cutAfter !== undefined) {
      response.write(body.subarray(0, fault.cutAfter), () =>
        response.destroy(),
      );
      return;
    }
    const step = fault.bytesPerSecond
      ? Math.max(1, Math.ceil(fault.bytesPerSecond / 20))
      : body.length;
    for (let at = 0; at < body.length; at += step) {
      if (response.destroyed) return;
      response.write(body.subarray(at, at + step));
      if (fault.bytesPerSecond)
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    response.end();
  }

  function notFound(response, status, message) {
    response.writeHead(status, {
      ...CORS,
      "content-type": "text/plain; charset=utf-8",
      "x-error-message": message,
    });
    response.end(message);
  }

  /** @param {"hub" | "cdn"} origin */
  const handler = (origin) => async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const path = decodeURIComponent(url.pathname);
    requests.push({
      origin,
      method: request.method ?? "",
      path,
      range: request.headers.range ?? null,
      headers: request.headers,
    });
    if (request.method === "OPTIONS") {
      // The hub's storage refuses preflights; nothing of the app may need one.
      notFound(response, 403, "no preflight");
      return;
    }
    const fault = faultOf(path);
    if (fault.status) {
      notFound(response, fault.status, "fault");
      return;
    }
    if (fault.html) {
      response.writeHead(200, {
        ...CORS,
        "content-type": "text/html; charset=utf-8",
      });
      response.end(fault.html);
      return;
    }
    if (origin === "cdn") {
      await sendFile(request, response, join(models, "..", path), fault);
      return;
    }
    if (path === "/rows" && rows) {
      sendJson(response, rows(url.searchParams));
      return;
    }
    if (path === "/parquet" && parquet) {
      sendJson(response, parquet(url.searchParams.get("dataset") ?? ""));
      return;
    }
    const tree =
      /^\/api\/(models|datasets)\/([^/]+\/[^/]+)\/tree\/([^/]+)(?:\/(.+))?$/.exec(
        path,
      );
    if (tree) {
      const folder = join(tree[1] === "models" ? models : datasets, tree[2]);
      if (existsSync(folder)) sendJson(response, listOf(folder, tree[4] ?? ""));
      else sendJson(response, { error: "Invalid username or password." }, 401);
      return;
    }
    const resolved =
      /^\/(datasets\/)?([^/]+\/[^/]+)\/resolve\/([^/]+)\/(.+)$/.exec(path);
    const root = resolved?.[1] ? datasets : models;
    const file = resolved ? join(root, resolved[2], resolved[4]) : "";
    if (!resolved || !existsSync(join(root, resolved[2]))) {
      notFound(response, 401, "Invalid username or password.");
      return;
    }
    if (!existsSync(file) || !statSync(file).isFile()) {
      notFound(response, 404, "Entry not found");
      return;
    }
    if (statSync(file).size > LARGE_BYTES) {
      response.writeHead(302, {
        ...CORS,
        location: `${cdnUrl}/${relative(join(models, ".."), file).split("/").map(encodeURIComponent).join("/")}`,
        "x-linked-size": statSync(file).size,
      });
      response.end();
      return;
    }
    await sendFile(request, response, file, fault);
  };

  const listen = (origin) =>
    new Promise((resolve) => {
      const server = createServer((request, response) => {
        handler(origin)(request, response).catch(() => response.destroy());
      });
      server.listen(0, "127.0.0.1", () => resolve(server));
    });
  const [hub, cdn] = [await listen("hub"), await listen("cdn")];
  const addressOf = (server) => `http://127.0.0.1:${server.address().port}`;
  cdnUrl = addressOf(cdn);
  return {
    url: addressOf(hub),
    cdnUrl,
    requests,
    /** @param {string} part Of the path. @param {Fault | null} fault */
    setFault(part, fault) {
      if (fault) faults.set(part, fault);
      else faults.delete(part);
    },
    /** @returns {Promise<void>} */
    async close() {
      if (isClosed) return;
      isClosed = true;
      for (const server of [hub, cdn]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
