import { useId, useState } from "react";
import { catalogueIdFor } from "../../embed/catalogue";
import type { TextPick } from "../../state/appState";
import { useApp } from "../../state/appStoreContext";
import { useModels } from "../data/useModels";
import type { TextRole } from "../../model/embedding";
import { describeModelCost } from "../../words/models";
import { useAllWords } from "../useAllWords";

/** A field for a query of the visitor's own words, and whose prefix goes before it. */
export function TypedQuery(props: { readonly pick: TextPick | null }) {
  const words = useAllWords();
  const text = words.search.typed;
  const id = useId();
  const dataset = useApp((state) => state.dataset);
  const pickSearch = useApp((state) => state.pickSearch);
  const models = useModels();
  const [typed, setTyped] = useState(props.pick?.title ?? "");
  const [role, setRole] = useState<TextRole>(props.pick?.role ?? "query");
  const [chosen, setChosen] = useState<string | null>(
    props.pick?.model ?? null,
  );
  const datasetModel =
    dataset?.embedding?.settings.model ??
    (dataset?.model ? catalogueIdFor(dataset.model) : null);
  const fitting = models.filter(
    (model) => model.dim === null || model.dim === dataset?.dim,
  );
  const modelId = datasetModel ?? chosen ?? fitting[0]?.id ?? null;
  const model = models.find((candidate) => candidate.id === modelId);
  const settings = dataset?.embedding?.settings;
  const prefixes = {
    query: settings?.queryPrefix ?? model?.queryPrefix ?? "",
    passage: settings?.passagePrefix ?? model?.passagePrefix ?? "",
  };

  function search(nextRole: TextRole = role) {
    const title = typed.trim();
    if (title === "" || modelId === null) return;
    const picked = datasetModel === null ? modelId : null;
    pickSearch({ kind: "text", id: -1, title, role: nextRole, model: picked });
  }

  return (
    <form
      className="typedQuery"
      onSubmit={(event) => {
        event.preventDefault();
        search();
      }}
    >
      <div className="typedRow">
        <label className="visuallyHidden" htmlFor={id}>
          {text.label}
        </label>
        <input
          id={id}
          type="text"
          autoComplete="off"
          data-testid="typed-query"
          placeholder={text.placeholder}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="quiet" disabled={typed.trim() === ""}>
          {text.search}
        </button>
      </div>
      {datasetModel === null && (
        <div className="field fieldWide">
          <label htmlFor={`${id}-model`}>{text.model}</label>
          <select
            id={`${id}-model`}
            value={modelId ?? ""}
            onChange={(event) => setChosen(event.target.value)}
          >
            {fitting.map((candidate) => (
              <option key={candidate.id} value={candidate.id}>
                {candidate.title}
              </option>
            ))}
          </select>
        </div>
      )}
      {prefixes.query !== prefixes.passage && (
        <div className="segmented" role="group" aria-label={text.prefix}>
          {(["query", "passage"] as const).map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={role === value}
              onClick={() => {
                setRole(value);
                search(value);
              }}
            >
              {text.roles[value](prefixes[value])}
            </button>
          ))}
        </div>
      )}
      <p className="note">
        {model
          ? text.cost(model.title, describeModelCost(words, model))
          : modelId !== null && text.other(modelId)}
      </p>
    </form>
  );
}
