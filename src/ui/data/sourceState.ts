import type {
  ColumnRoles,
  DataPlace,
  Inspection,
  LoadOptions,
  LoadSource,
} from "../../worker/loading/dataSource";
import type { RowSelection } from "../../data/rowSelection";
import type { EmbedRequest } from "../../model/embedding";

/** What was chosen in the data dialog and is not open yet. */
export interface SourceDraft {
  readonly place: DataPlace;
  readonly inspection: Inspection;
  readonly roles: ColumnRoles;
  readonly rows: RowSelection;
  readonly minCharacters: number;
  readonly maxCharacters: number | null;
  readonly model: EmbedRequest | null;
}

export function draftOf(
  place: DataPlace,
  inspection: Inspection,
  model: EmbedRequest | null,
): SourceDraft {
  return {
    place,
    inspection,
    roles: inspection.roles,
    rows: { kind: "all" },
    minCharacters: 1,
    maxCharacters: null,
    model,
  };
}

/** Texts without vectors: a model is to make them. */
export function needsModel({ place, roles }: SourceDraft): boolean {
  return "wikipedia" in place || roles.vectors === null;
}

/** Nothing to decide: vectors are there and every role is clear. */
export function isPlain(place: DataPlace, inspection: Inspection): boolean {
  return (
    "files" in place && !inspection.needsModel && inspection.notes.length === 0
  );
}

/** What `load` is asked for. */
export function sourceOf(draft: SourceDraft, bits: number): LoadSource {
  const { place, roles, rows, model } = draft;
  const embeds = needsModel(draft);
  const options: LoadOptions = {
    bits,
    ...("wikipedia" in place ? {} : { columns: roles, rows }),
    ...(embeds && model ? embeddingOf(model) : {}),
    ...(embeds && !("wikipedia" in place)
      ? {
          minCharacters: draft.minCharacters,
          ...(draft.maxCharacters === null
            ? {}
            : { maxCharacters: draft.maxCharacters }),
        }
      : {}),
  };
  return { ...place, ...options };
}

function embeddingOf(
  request: EmbedRequest,
): Pick<LoadOptions, "model" | "embedding"> {
  const { model, ...embedding } = request;
  return { model, embedding };
}
