import { useId } from "react";
import type { RowSelection } from "../../data/rowSelection";
import { TextField } from "./TextField";
import { needsModel, type SourceDraft } from "./sourceState";
import { useWords } from "../useWords";

const kinds: readonly RowSelection["kind"][] = ["all", "first", "random"];

const whole = (text: string, least: number) => {
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= least ? value : null;
};

/** Which documents are taken, and how texts are cut. */
export function RowsFields(props: {
  readonly draft: SourceDraft;
  readonly onChange: (change: Partial<SourceDraft>) => void;
}) {
  const words = useWords();
  const id = useId();
  const { draft, onChange } = props;
  const { rows } = draft;
  const count = rows.kind === "all" ? 10_000 : rows.count;
  const seed = rows.kind === "random" ? rows.seed : 42;
  const select = (kind: RowSelection["kind"]): RowSelection =>
    kind === "all"
      ? { kind }
      : kind === "first"
        ? { kind, count }
        : { kind, count, seed };
  return (
    <div className="fields">
      <div className="field">
        <label htmlFor={id}>{words.data.rows}</label>
        <select
          id={id}
          value={rows.kind}
          onChange={(event) => {
            const kind = kinds.find((option) => option === event.target.value);
            if (kind) onChange({ rows: select(kind) });
          }}
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {words.data.rowKinds[kind]}
            </option>
          ))}
        </select>
      </div>
      {rows.kind !== "all" && (
        <TextField
          label={words.data.rowCount}
          value={String(count)}
          onChange={(text) => {
            const value = whole(text, 1);
            if (value !== null) onChange({ rows: { ...rows, count: value } });
          }}
        />
      )}
      {rows.kind === "random" && (
        <TextField
          label={words.data.rowSeed}
          value={String(seed)}
          onChange={(text) => {
            const value = whole(text, 0);
            if (value !== null) onChange({ rows: { ...rows, seed: value } });
          }}
        />
      )}
      {needsModel(draft) && (
        <>
          <TextField
            label={words.data.minCharacters}
            value={String(draft.minCharacters)}
            onChange={(text) => {
              const value = whole(text, 1);
              if (value !== null) onChange({ minCharacters: value });
            }}
          />
          <TextField
            label={words.data.maxCharacters}
            value={
              draft.maxCharacters === null ? "" : String(draft.maxCharacters)
            }
            onChange={(text) => {
              const value = whole(text, 1);
              if (text.trim() === "") onChange({ maxCharacters: null });
              else if (value !== null) onChange({ maxCharacters: value });
            }}
          />
        </>
      )}
    </div>
  );
}
