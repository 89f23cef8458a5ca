import { useState } from "react";
import type { WikipediaSpec } from "../../data/remote/wikipedia";
import type { DataPlace } from "../../worker/sources";
import { TextField } from "./TextField";
import { dataStrings } from "./dataStrings";
import type { EmbedRequest } from "../../model/embedding";

interface FormProps {
  readonly disabled: boolean;
  readonly onLook: (place: DataPlace, model?: EmbedRequest) => void;
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

export function WikipediaForm({ disabled, onLook }: FormProps) {
  const [language, setLanguage] = useState<WikipediaSpec["language"]>("ja");
  const [rule, setRule] = useState<"read" | "kept">("read");
  const [count, setCount] = useState("10000");
  const articles = Number(count);
  const valid = Number.isSafeInteger(articles) && articles >= 1;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onLook({ wikipedia: { language, rule, count: articles } });
      }}
    >
      <p>{dataStrings.wikipediaNote}</p>
      <div className="fields">
        <Choice
          label={dataStrings.language}
          value={language}
          options={["ja", "en"]}
          words={dataStrings.languages}
          onChange={setLanguage}
        />
        <TextField
          label={dataStrings.articles}
          value={count}
          onChange={setCount}
        />
        <Choice
          label={dataStrings.rule}
          value={rule}
          options={["read", "kept"]}
          words={dataStrings.rules}
          onChange={setRule}
        />
      </div>
      <div className="buttonRow">
        <button
          type="submit"
          className="quiet strong"
          disabled={disabled || !valid}
        >
          {dataStrings.look}
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
              onLook({ wikipedia: spec }, { model });
            }}
          >
            {dataStrings.asNotebook(name)}
          </button>
        ))}
      </div>
    </form>
  );
}

export function HubForm({ disabled, onLook }: FormProps) {
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
        onLook({ hub });
      }}
    >
      <p>{dataStrings.hubNote}</p>
      <div className="fields">
        <TextField
          label={dataStrings.hubId}
          value={id}
          placeholder="owner/name"
          wide
          onChange={setId}
        />
        {(
          [
            [dataStrings.hubConfig, config, setConfig],
            [dataStrings.hubSplit, split, setSplit],
            [dataStrings.hubRevision, revision, setRevision],
          ] as const
        ).map(([label, value, set]) => (
          <TextField
            key={label}
            label={label}
            value={value}
            placeholder={dataStrings.optional}
            onChange={set}
          />
        ))}
      </div>
      <button
        type="submit"
        className="quiet strong"
        disabled={disabled || id.trim() === ""}
      >
        {dataStrings.look}
      </button>
    </form>
  );
}

export function UrlForm({ disabled, onLook }: FormProps) {
  const [url, setUrl] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim() !== "") onLook({ url: url.trim() });
      }}
    >
      <p>{dataStrings.urlNote}</p>
      <TextField
        label={dataStrings.url}
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
        {dataStrings.look}
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
