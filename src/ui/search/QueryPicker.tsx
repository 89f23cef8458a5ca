import { useId, useState } from "react";
import type { SearchPick, SetPick } from "../../state/appState";
import { useApp } from "../../state/appStoreContext";
import { searchKind } from "../../model/curveTable";
import { useDocumentList } from "./useDocumentList";
import { TypedQuery } from "./TypedQuery";
import { useAllWords } from "../useAllWords";

/** A combobox over documents or queries, a random pick, and the recent ones. */
export function QueryPicker(props: { readonly pick: SearchPick | null }) {
  const words = useAllWords();
  const view = useApp((state) => state.view);
  const dataset = useApp((state) => state.dataset);
  const pickSearch = useApp((state) => state.pickSearch);
  const ownKind = view ? searchKind(view.result.querySource) : "document";
  const [kind, setKind] = useState<SearchPick["kind"]>(
    props.pick?.kind ?? ownKind,
  );
  const recent = useApp((state) => state.recentPicks);
  const hasQueries = (dataset?.ownQueries ?? 0) > 0;
  const kinds: readonly SearchPick["kind"][] = [
    ...(hasQueries ? (["query"] as const) : []),
    "document",
    "text",
  ];

  function pickRandom() {
    const queries = view?.queries ?? [];
    const query = queries[Math.floor(Math.random() * queries.length)];
    if (query) pickSearch({ kind: ownKind, id: query.id, title: query.title });
  }

  return (
    <div className="picker">
      <div className="segmented" role="group" aria-label={words.search.among}>
        {kinds.map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={kind === value}
            onClick={() => setKind(value)}
          >
            {value === "text"
              ? words.search.typed.kind
              : words.search.kinds[value]}
          </button>
        ))}
      </div>
      {kind === "text" ? (
        <TypedQuery pick={props.pick?.kind === "text" ? props.pick : null} />
      ) : (
        <Combobox
          key={kind}
          kind={kind}
          pick={props.pick?.kind === kind ? props.pick : null}
          onPick={pickSearch}
        />
      )}
      <button type="button" className="quiet" onClick={pickRandom}>
        {words.search.random}
      </button>
      {recent.length > 1 && (
        <div className="recent" role="group" aria-label={words.search.recent}>
          {recent.map((entry) => (
            <button
              key={`${entry.kind}-${entry.id}-${entry.title}`}
              type="button"
              className="chip small clip"
              aria-pressed={
                entry.id === props.pick?.id &&
                entry.kind === props.pick.kind &&
                entry.title === props.pick.title
              }
              onClick={() => pickSearch(entry)}
            >
              {entry.title}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function Combobox(props: {
  readonly kind: SetPick["kind"];
  readonly pick: SetPick | null;
  readonly onPick: (pick: SetPick) => void;
}) {
  const words = useAllWords();
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const open = text !== null;
  const list = useDocumentList(props.kind, text);
  const items = list?.items ?? [];

  function choose(index: number) {
    const item = items[index];
    if (!item) return;
    props.onPick({ kind: props.kind, id: item.id, title: item.title });
    setText(null);
  }

  function key(event: React.KeyboardEvent) {
    if (event.key === "Escape") setText(null);
    if (event.key === "Enter" && open) choose(active);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (!open) {
      setText("");
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : -1;
    setActive((at) => Math.max(0, Math.min(items.length - 1, at + step)));
  }

  return (
    <div className="combobox">
      <label className="visuallyHidden" htmlFor={id}>
        {words.search.kind[props.kind]}
      </label>
      <input
        id={id}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={
          open && items[active] ? `${id}-${active}` : undefined
        }
        placeholder={words.search.find[props.kind]}
        value={text ?? props.pick?.title ?? ""}
        onFocus={(event) => event.target.select()}
        onClick={() => setText((typed) => typed ?? "")}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onBlur={() => setText(null)}
        onKeyDown={key}
      />
      {open && (
        <ul
          className="options"
          role="listbox"
          id={`${id}-list`}
          aria-label={words.search.matches}
        >
          {items.map((item, index) => (
            <li
              key={item.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              // The input keeps the focus, so that its blur does not close the list first.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => choose(index)}
            >
              <b>{item.title}</b>
              <span>{item.text}</span>
            </li>
          ))}
          {list && (
            <li className="optionsNote" role="presentation">
              {items.length === 0
                ? words.search.noMatch
                : words.search.shown(
                    words.format.count(items.length),
                    words.format.count(list.total),
                  )}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
