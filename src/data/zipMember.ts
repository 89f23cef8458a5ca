import { crc32 } from "../numeric/crc32";
import { allocated } from "./allocated";
import { DataError } from "./dataError";
import type { ZipProblem } from "../model/faults/dataZip";

/** What a member must turn out to be. */
interface MemberFacts {
  readonly fileName: string;
  readonly name: string;
  readonly method: "stored" | "deflated";
  readonly crc: number;
  readonly sizeBytes: number;
}

/** A pass through a member from its first byte on. */
interface Pass {
  readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  /** Bytes that came and are yet to be handed over. */
  piece: Uint8Array;
  /** Where the piece begins. */
  at: number;
  /** Of everything up to the piece's end. */
  crc: number;
}

/**
 * A member of a zip, unpacked piece by piece and never as a whole: it is read forwards, and from
 * its beginning again where earlier bytes are asked for. Reads run one after the other.
 */
export class MemberBytes {
  readonly sizeBytes: number;
  private readonly packed: Blob;
  private readonly facts: MemberFacts;
  private pass: Pass | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(packed: Blob, facts: MemberFacts) {
    this.packed = packed;
    this.facts = facts;
    this.sizeBytes = facts.sizeBytes;
  }

  /** Bytes [from, to). @throws DataError "unknown-format" for a damaged member, "too-large". */
  read(
    from: number,
    to: number,
    signal?: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>> {
    return this.next(async () => {
      const bytes = allocated(
        this.facts.fileName,
        to - from,
        () => new Uint8Array(to - from),
      );
      let pass = this.pass;
      if (pass === null || pass.at > from) {
        this.release();
        pass = this.pass = this.begin();
      }
      while (from < to) {
        const end = pass.at + pass.piece.length;
        if (from < end) {
          const part = pass.piece.subarray(
            from - pass.at,
            Math.min(to, end) - pass.at,
          );
          bytes.set(part, bytes.length - (to - from));
          from += part.length;
        } else if (!(await this.advance(pass, signal)))
          throw this.fault("size");
      }
      return bytes;
    });
  }

  /** Reads on to the end: only there its size and its CRC-32 can be checked. */
  finish(signal?: AbortSignal): Promise<void> {
    return this.next(async () => {
      const pass = this.pass ?? this.begin();
      while (await this.advance(pass, signal));
      this.pass = null;
      if (pass.at !== this.sizeBytes) throw this.fault("size");
      if (pass.crc !== this.facts.crc) throw this.fault("checksum");
    });
  }

  /** Lets go of what is unpacked; a later read begins again. */
  release(): void {
    const pass = this.pass;
    this.pass = null;
    // What is thrown away may be damaged.
    pass?.reader.cancel().catch(() => undefined);
  }

  private next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => this.release());
    return result;
  }

  private begin(): Pass {
    const stream: ReadableStream<Uint8Array> =
      this.facts.method === "stored"
        ? this.packed.stream()
        : this.packed
            .stream()
            .pipeThrough(new DecompressionStream("deflate-raw"));
    const piece = new Uint8Array(0);
    return { reader: stream.getReader(), piece, at: 0, crc: 0 };
  }

  /** The next piece; false at the end. */
  private async advance(pass: Pass, signal?: AbortSignal): Promise<boolean> {
    signal?.throwIfAborted();
    pass.at += pass.piece.length;
    pass.piece = new Uint8Array(0);
    let result: ReadableStreamReadResult<Uint8Array>;
    try {
      result = await pass.reader.read();
    } catch (error) {
      throw this.fault("damaged", error);
    }
    if (result.done) return false;
    pass.piece = result.value;
    pass.crc = crc32(pass.piece, pass.crc);
    if (pass.at + pass.piece.length > this.sizeBytes) throw this.fault("size");
    return true;
  }

  private fault(problem: ZipProblem, cause?: unknown): DataError {
    const { fileName, name } = this.facts;
    return new DataError(
      "unknown-format",
      "data.zip-malformed",
      { file: fileName, problem, member: name },
      { cause },
    );
  }
}
