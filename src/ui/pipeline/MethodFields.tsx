import type { Choice, PartialChoice } from "../../model/run/configuration";
import type { DataFacts } from "../../model/settings";
import { controlRange } from "../../search/config/edits";
import type { Method } from "../../search/method";
import { type FamilyWords, wordsOfMethod } from "../../words/words";
import { NumberField } from "../widgets/NumberField";
import { SelectField } from "../widgets/SelectField";

/** The controls of one family of methods: which one, and its settings. */
export function MethodFields(props: {
  readonly label: string;
  readonly help: string;
  readonly family: Readonly<Record<string, Method>>;
  readonly words: FamilyWords;
  readonly choice: Choice;
  readonly facts: DataFacts | null;
  /** Changes the draft; `delayMs`: the run waits for more typing so long. */
  readonly onEdit: (patch: PartialChoice, delayMs?: number) => void;
  /** Runs what was typed without the pause. */
  readonly onEnter: () => void;
}) {
  const { choice, facts, family, words, onEdit, onEnter } = props;
  const { settings } = family[choice.method];
  const method = wordsOfMethod(words, choice.method);
  const entries = Object.entries(settings);
  const names = Object.keys(family);
  return (
    <>
      {names.length > 1 && (
        <SelectField
          label={props.label}
          help={`${props.help} ${method.help}`}
          value={choice.method}
          options={names.map((value) => ({
            value,
            label: wordsOfMethod(words, value).title,
          }))}
          onChange={(name) => onEdit({ method: name }, 0)}
        />
      )}
      <div className="fields">
        {entries.map(([name, setting]) => {
          const value = choice[name];
          if (setting.kind !== "number" || typeof value !== "number")
            return null;
          return (
            <NumberField
              key={name}
              label={method.settings[name].label}
              help={method.settings[name].help}
              value={value}
              range={controlRange(setting, choice, facts)}
              {...(setting.keyStep ? { keyStep: setting.keyStep } : {})}
              onChange={(typed) => onEdit({ [name]: typed })}
              onEnter={onEnter}
            />
          );
        })}
      </div>
      {entries.map(([name, setting]) => {
        const value = choice[name];
        if (setting.kind !== "choice" || setting.offered.length < 2)
          return null;
        return (
          <SelectField
            key={name}
            label={method.settings[name].label}
            help={method.settings[name].help}
            value={String(value)}
            options={setting.offered.map((option) => ({
              value: option,
              label: method.settings[name].options?.[option] ?? option,
            }))}
            onChange={(chosen) => onEdit({ [name]: chosen }, 0)}
          />
        );
      })}
    </>
  );
}
