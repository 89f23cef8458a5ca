import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A server of its own on a private port. */
export interface Postgres {
  readonly version: string;
  /** What psql prints; rejects with its error when a statement fails. */
  psql(
    database: string,
    parameters: readonly string[],
    folder: string,
  ): Promise<string>;
  stop(): Promise<void>;
}

/** Where Debian puts the programs of its newest PostgreSQL. */
function programs(): string | null {
  const root = "/usr/lib/postgresql";
  if (!existsSync(root)) return null;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  const found = versions.find((version) =>
    existsSync(join(root, version, "bin/initdb")),
  );
  return found ? join(root, found, "bin") : null;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        typeof address === "object" && address
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
}

/**
 * Starts a PostgreSQL in a temporary folder; null where the machine has none.
 * It refuses to run as root: then Debian's user postgres runs it.
 */
export async function startPostgres(): Promise<Postgres | null> {
  const bin = programs();
  if (!bin) return null;
  const folder = mkdtempSync(join(tmpdir(), "bitsieve-postgres-"));
  const isRoot = process.getuid?.() === 0;
  const as = async (program: string, parameters: readonly string[]) => {
    const own = [join(bin, program), ...parameters];
    const [command, ...rest] = isRoot
      ? ["runuser", "-u", "postgres", "--", ...own]
      : own;
    return (await run(command, rest, { cwd: "/", maxBuffer: 1 << 26 })).stdout;
  };
  if (isRoot) await run("chown", ["postgres", folder]);
  chmodSync(folder, 0o755);
  const data = join(folder, "data");
  const port = String(await freePort());
  await as("initdb", [
    "-D",
    data,
    "-A",
    "trust",
    "-U",
    "postgres",
    "--no-sync",
    "-E",
    "UTF8",
    "--locale=C",
  ]);
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  await as("pg_ctl", [
    "-D",
    data,
    "-w",
    "-l",
    join(folder, "log"),
    "-o",
    options,
    "start",
  ]);
  const psql: Postgres["psql"] = async (database, parameters, cwd) => {
    const connection = [
      "-h",
      "127.0.0.1",
      "-p",
      port,
      "-U",
      "postgres",
      "-d",
      database,
    ];
    const { stdout } = await run(
      join(bin, "psql"),
      ["-X", "-q", "-v", "ON_ERROR_STOP=1", ...connection, ...parameters],
      { cwd, maxBuffer: 1 << 26 },
    );
    return stdout;
  };
  const version = (
    await psql("postgres", ["-At", "-c", "SHOW server_version"], "/")
  ).trim();
  return {
    version,
    psql,
    async stop() {
      await as("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
