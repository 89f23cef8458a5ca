import { useState } from "react";
import type { WikipediaSpec } from "../../data/remote/wikipedia";
import type { DataLocation } from "../../worker/loading/dataSource";
import { TextField } from "./TextField";
import type { EmbedRequest } from "../../model/embedding";
import { useWords } from "../useWords";

interface FormProps {
  readonly disabled: boolean;
  readonly onInspect: (location: DataLocation, model?: EmbedRequest) => void;
}

/** The notebooks' corpora and the models that they embed them with. */
const notebooks: readonly {
  readonly name: string;
  readonly spec: Required<Pick<WikipediaSpec, "language" | "rule" | "count">>;
  readonly model: string;
}[] = [
  {
    name: "62",
    spec: { language: "ja", rule: "read", count: 10_000 },
    model: "Xenova/multilingual-e5-small",
  },
  {
    name: "63",
    spec: { language: "ja", rule: "read", count: 10_000 },
    model: "Xenova/bge-m3",
  },
  {
    name: "67",
    spec: { language: "en", rule: "kept", count: 10_000 },
    model: "Xenova/bge-small-en-v1.5",
  },
];

export function WikipediaForm({ disabled, onInspect }: FormProps) {
  const words = useWords();
  const [language, setLanguage] = useState<WikipediaSpec["language"]>("ja");
  const [rule, setRule] = useState<"read" | "kept">("read");
  const [count, setCount] = useState("10000");
  const articles = Number(count);
  const valid = Number.isSafeInteger(articles) && articles >= 1;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (valid)
          onInspect({ wikipedia: { language, rule, count: articles } });
      }}
    >
      <p>{words.data.wikipediaNote}</p>
      <div className="fields">
        <Choice
          label={words.data.language}
          value={language}
          options={["ja", "en"]}
          words={words.data.languages}
          onChange={setLanguage}
        />
        <TextField
          label={words.data.articles}
          value={count}
          onChange={setCount}
        />
        <Choice
          label={words.data.rule}
          value={rule}
          options={["read", "kept"]}
          words={words.data.rules}
          onChange={setRule}
        />
      </div>
      <div className="buttonRow">
        <button
          type="submit"
          className="quiet strong"
          disabled={disabled || !valid}
        >
          {words.data.inspect}
        </button>
        {notebooks.map(({ name, spec, model }) => (
          <button
            key={name}
            type="button"
            className="quiet small"
            disabled={disabled}
            onClick={() => {
              setLanguage(spec.language);
              setRule(spec.rule);
              setCount(String(spec.count));
              onInspect({ wikipedia: spec }, { model });
            }}
          >
            {words.data.asNotebook(name)}
          </button>
        ))}
      </div>
    </form>
  );
}

export function HubForm({ disabled, onInspect }: FormProps) {
  const words = useWords();
  const [id, setId] = useState("");
  const [config, setConfig] = useState("");
  const [split, setSplit] = useState("");
  const [revision, setRevision] = useState("");
  const given = (name: string, value: string) =>
    value.trim() === "" ? {} : { [name]: value.trim() };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (id.trim() === "") return;
        const hub = {
          id: id.trim(),
          ...given("config", config),
          ...given("split", split),
          ...given("revision", revision),
        };
        onInspect({ hub });
      }}
    >
      <p>{words.data.hubNote}</p>
      <div className="fields">
        <TextField
          label={words.data.hubId}
          value={id}
          placeholder="owner/name"
          wide
          onChange={setId}
        />
        {(
          [
            [words.data.hubConfig, config, setConfig],
            [words.data.hubSplit, split, setSplit],
            [words.data.hubRevision, revision, setRevision],
          ] as const
        ).map(([label, value, set]) => (
          <TextField
            key={label}
            label={label}
            value={value}
            placeholder={words.data.optional}
            onChange={set}
          />
        ))}
      </div>
      <button
        type="submit"
        className="quiet strong"
        disabled={disabled || id.trim() === ""}
      >
        {words.data.inspect}
      </button>
    </form>
  );
}

export function UrlForm({ disabled, onInspect }: FormProps) {
  const words = useWords();
  const [url, setUrl] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== "") onInspect({ url: url.trim() });
      }}
    >
      <p>{words.data.urlNote}</p>
      <TextField
        label={words.data.url}
        value={url}
        placeholder="https://…/texts.parquet"
        wide
        onChange={setUrl}
      />
      <button
        type="submit"
        className="quiet strong"
        disabled={disabled || url.trim() === ""}
      >
        {words.data.inspect}
      </button>
    </form>
  );
}

function Choice<T extends string>(props: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly words: Readonly<Record<T, string>>;
  readonly onChange: (value: T) => void;
}) {
  return (
    <label className="field fieldWide">
      <span className="fieldLabel">{props.label}</span>
      <select
        value={props.value}
        onChange={(event) => {
          const chosen = props.options.find(
            (option) => option === event.target.value,
          );
          if (chosen) props.onChange(chosen);
        }}
      >
        {props.options.map((option) => (
          <option key={option} value={option}>
            {props.words[option]}
          </option>
        ))}
      </select>
    </label>
  );
}
