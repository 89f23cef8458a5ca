import { useId, useState } from "react";
import type { ModelInfo } from "../../embed/types";
import { toAppError } from "../../state/appError";
import { useApp } from "../../state/appStoreContext";
import { TextField } from "./TextField";
import { useModels } from "./useModels";
import type { ModelDtype, Pooling, EmbedRequest } from "../../model/embedding";
import type { FaultMessage } from "../../model/fault";
import { wordFaultLine } from "../../words/languages";
import {
  describeModel,
  describeModelCost,
  describeSize,
  describeSizes,
} from "../../words/models";
import { useWords } from "../useWords";

const devices = ["auto", "webgpu", "wasm"] as const;
const other = "other";

/** Which model makes the vectors, at what cost, where and how precisely. */
export function ModelChoice(props: {
  readonly value: EmbedRequest;
  readonly onChange: (request: EmbedRequest) => void;
}) {
  const words = useWords();
  const id = useId();
  const listed = useModels();
  const client = useApp((state) => state.client);
  const [described, setDescribed] = useState<ModelInfo | null>(null);
  const [typed, setTyped] = useState("");
  const [isOther, setIsOther] = useState(false);
  const [failure, setFailure] = useState<FaultMessage | null>(null);
  const { value, onChange } = props;
  const model =
    (described?.id === value.model ? described : null) ??
    listed.find((candidate) => candidate.id === value.model);

  function lookUp(modelId: string) {
    setFailure(null);
    client.call("models", { id: modelId }).then(
      ([info]) => {
        setDescribed(info);
        onChange({ model: info.id });
      },
      (error: unknown) => {
        setFailure(toAppError(error).fault);
      },
    );
  }

  return (
    <section
      className="modelChoice"
      aria-label={words.data.model}
      data-testid="model-choice"
    >
      <div className="field fieldWide">
        <label htmlFor={id}>{words.data.model}</label>
        <select
          id={id}
          value={isOther ? other : value.model}
          onChange={(event) => {
            setIsOther(event.target.value === other);
            if (event.target.value !== other)
              onChange({ model: event.target.value });
          }}
        >
          {listed.map((candidate) => (
            <option key={candidate.id} value={candidate.id}>
              {candidate.title}
            </option>
          ))}
          <option value={other}>{words.data.ownModel}</option>
        </select>
      </div>
      {isOther && (
        <div className="typedRow">
          <TextField
            label={words.data.ownModelId}
            value={typed}
            placeholder="owner/name"
            wide
            onChange={setTyped}
          />
          <button
            type="button"
            className="quiet"
            disabled={typed.trim() === ""}
            onClick={() => lookUp(typed.trim())}
          >
            {words.data.lookUp}
          </button>
        </div>
      )}
      {failure && (
        <p className="fieldError" role="alert">
          {wordFaultLine(words, failure)}
        </p>
      )}
      {model && (
        <p className="note">
          {describeModel(words, model)}. {words.data.sizes}:{" "}
          {describeSizes(words, model)}.{" "}
          <b>
            {words.data.takes(
              describeModelCost(
                words,
                model,
                value.dtype && value.dtype !== "auto"
                  ? value.dtype
                  : model.auto.dtype,
              ),
            )}
          </b>
        </p>
      )}
      {model?.pooling === null && (
        <PoolingField value={value} onChange={onChange} />
      )}
      {model && (
        <details>
          <summary>{words.data.advanced}</summary>
          <Advanced model={model} value={value} onChange={onChange} />
        </details>
      )}
    </section>
  );
}

interface FieldProps {
  readonly value: EmbedRequest;
  readonly onChange: (request: EmbedRequest) => void;
}

function PoolingField({ value, onChange }: FieldProps) {
  const words = useWords();
  const id = useId();
  const poolings: readonly Pooling[] = ["mean", "cls"];
  return (
    <div className="field fieldWide">
      <label htmlFor={id}>{words.data.pooling}</label>
      <select
        id={id}
        value={value.pooling ?? ""}
        onChange={(event) => {
          const pooling = poolings.find(
            (option) => option === event.target.value,
          );
          if (pooling) onChange({ ...value, pooling });
        }}
      >
        <option value="" disabled>
          {words.data.poolingUnknown}
        </option>
        {poolings.map((pooling) => (
          <option key={pooling} value={pooling}>
            {words.data.poolings[pooling]}
          </option>
        ))}
      </select>
    </div>
  );
}

function Advanced({
  model,
  value,
  onChange,
}: FieldProps & { readonly model: ModelInfo }) {
  const words = useWords();
  const id = useId();
  const { auto } = model;
  return (
    <div className="fields advancedFields">
      <div className="field">
        <label htmlFor={`${id}-device`}>{words.data.device}</label>
        <select
          id={`${id}-device`}
          value={value.device ?? "auto"}
          onChange={(event) => {
            const device = devices.find(
              (option) => option === event.target.value,
            );
            if (device) onChange({ ...value, device });
          }}
        >
          {devices.map((device) => (
            <option key={device} value={device}>
              {device === "auto"
                ? words.data.auto(words.data.devices[auto.device])
                : words.data.devices[device]}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-dtype`}>{words.data.dtype}</label>
        <select
          id={`${id}-dtype`}
          value={value.dtype ?? "auto"}
          onChange={(event) => {
            const dtypes: readonly ModelDtype[] = model.sizes.map(
              (size) => size.dtype,
            );
            const dtype = dtypes.find(
              (option) => option === event.target.value,
            );
            onChange({ ...value, dtype: dtype ?? "auto" });
          }}
        >
          <option value="auto">{words.data.auto(auto.dtype)}</option>
          {model.sizes.map((size) => (
            <option key={size.dtype} value={size.dtype}>
              {`${size.dtype}, ${describeSize(words, size)}`}
            </option>
          ))}
        </select>
      </div>
      <TextField
        label={words.data.prefix}
        value={value.prefix ?? model.passagePrefix}
        onChange={(prefix) => onChange({ ...value, prefix })}
      />
      <TextField
        label={words.data.queryPrefix}
        value={value.queryPrefix ?? model.queryPrefix}
        onChange={(queryPrefix) => onChange({ ...value, queryPrefix })}
      />
    </div>
  );
}
