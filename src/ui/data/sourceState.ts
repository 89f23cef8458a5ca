import type {
  ColumnRoles,
  DataLocation,
  Inspection,
  LoadOptions,
  LoadSource,
} from "../../worker/loading/dataSource";
import type { RowSelection } from "../../data/rowSelection";
import type { EmbedRequest } from "../../model/embedding";

/** What was chosen in the data dialog and is not open yet. */
export interface SourceDraft {
  readonly location: DataLocation;
  readonly inspection: Inspection;
  readonly roles: ColumnRoles;
  readonly rows: RowSelection;
  readonly minCharacters: number;
  readonly maxCharacters: number | null;
  readonly model: EmbedRequest | null;
}

export function draftOf(
  location: DataLocation,
  inspection: Inspection,
  model: EmbedRequest | null,
): SourceDraft {
  return {
    location,
    inspection,
    roles: inspection.roles,
    rows: { kind: "all" },
    minCharacters: 1,
    maxCharacters: null,
    model,
  };
}

/** Texts without vectors: a model is to make them. */
export function needsModel({ location, roles }: SourceDraft): boolean {
  return "wikipedia" in location || roles.vectors === null;
}

/** Nothing to decide: vectors are there and every role is clear. */
export function isPlain(
  location: DataLocation,
  inspection: Inspection,
): boolean {
  return (
    "files" in location &&
    !inspection.needsModel &&
    inspection.notes.length === 0
  );
}

/** What `load` is asked for. */
export function sourceOf(draft: SourceDraft, bits: number): LoadSource {
  const { location, roles, rows, model } = draft;
  const embeds = needsModel(draft);
  const options: LoadOptions = {
    bits,
    ...("wikipedia" in location ? {} : { columns: roles, rows }),
    ...(embeds && model ? embeddingOf(model) : {}),
    ...(embeds && !("wikipedia" in location)
      ? {
          minCharacters: draft.minCharacters,
          ...(draft.maxCharacters === null
            ? {}
            : { maxCharacters: draft.maxCharacters }),
        }
      : {}),
  };
  return { ...location, ...options };
}

function embeddingOf(
  request: EmbedRequest,
): Pick<LoadOptions, "model" | "embedding"> {
  const { model, ...embedding } = request;
  return { model, embedding };
}
