import { MemorySink } from "../../../src/export/formats/byteSink";
import {
  type RowReader,
  type KitContext,
  kitContext,
} from "../../../src/export/kits/context";
import { holdsVectors } from "../../../src/export/kits/engines";
import { kitFiles } from "../../../src/export/kits/kitFiles";
import type { PartialConfig } from "../../../src/model/run/configuration";
import { quietCall, referenceSession, type Session } from "../worker/support";
import type { SyntheticSpec } from "../../../src/model/synthetic";
import type { ExportOptions, KitKind } from "../../../src/model/artifacts";

/** A finished run of a made-up set. */
export async function finishedRun(
  synthetic: SyntheticSpec,
  config: PartialConfig,
): Promise<Session> {
  const session = referenceSession();
  await session.start({ baseUrl: "", device: "cpu" }, quietCall());
  await session.load({ synthetic }, quietCall());
  await session.run(config, quietCall());
  return session;
}

/** Reads the documents of a session as the page does for the export worker. */
export function readerOf(session: Session, context: KitContext): RowReader {
  return async function* ({ vectors, texts, count }) {
    for (let from = 0; from < context.n; from += count) {
      const size = Math.min(count, context.n - from);
      const { run } = context.artifacts;
      const batch = await session.rows(
        { run, from, count: size, vectors, texts },
        quietCall(),
      );
      yield { ...batch, from, count: size };
    }
  };
}

/** The context of a kind for a session's last run. */
export async function contextOf(
  session: Session,
  kind: KitKind,
  options: ExportOptions = {},
): Promise<KitContext> {
  const artifacts = await session.artifacts(null, quietCall());
  return kitContext(
    artifacts,
    { ...options, language: "en" },
    holdsVectors(kind),
  );
}

/** The files of one kind by their paths. */
export async function takenFiles(
  session: Session,
  kind: KitKind,
  options: ExportOptions = {},
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const context = await contextOf(session, kind, options);
  const written = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const file of kitFiles(kind, context, "run")) {
    const sink = new MemorySink();
    await file.write(sink, readerOf(session, context));
    written.set(file.path, sink.toBytes());
  }
  return written;
}
