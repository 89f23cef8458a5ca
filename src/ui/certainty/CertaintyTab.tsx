import { wordFault } from "../../words/languages";
import type { DerivedValue, Precision } from "../../evaluate/precision";
import { QUERIES_THAT_TELL } from "../../numeric/statistics";
import { useAllWords } from "../useAllWords";
import { useApp } from "../../state/appStoreContext";
import { DataTable } from "../widgets/DataTable";
import { useDebounced } from "../widgets/useLayout";
import { useAsked } from "../widgets/useAsked";
import { useSetting } from "../useSetting";
import { SeedStrips } from "./SeedStrips";

const askAfterMs = 250;

/** How sure the numbers at the current setting are. */
export function CertaintyTab() {
  const words = useAllWords();
  const text = words.certainty;
  const view = useApp((state) => state.view);
  const setting = useDebounced(useSetting(), askAfterMs);
  const { answer, isStale, failure } = useAsked(
    "precision",
    setting
      ? { threshold: setting.threshold, limit: setting.limit, k: setting.k }
      : null,
  );
  if (!view || !setting) return null;
  return (
    <>
      {failure && <p role="alert">{wordFault(words, failure).message}</p>}
      {!answer && !failure && <p className="note">{text.asking}</p>}
      {answer && <PrecisionTable precision={answer} isStale={isStale} />}
      <SeedStrips setting={setting} />
    </>
  );
}

/** Values with their intervals, and where an interval is rough. */
export function PrecisionTable(props: {
  readonly precision: Precision;
  readonly isStale: boolean;
}) {
  const words = useAllWords();
  const text = words.certainty;
  const { precision: p } = props;
  const share = (value: number) => words.format.percent(value);
  const count = (value: number) => words.format.count(value);
  const rows: {
    readonly name: string;
    readonly value: DerivedValue | null;
    readonly format: (value: number) => string;
    readonly needed?: number;
    /** Queries that tell how sure it is. */
    readonly telling?: number;
  }[] = [
    {
      name: text.recall(p.k, words.format.count(p.limit)),
      value: p.recall,
      format: share,
      needed: p.queriesForOnePercent.recall,
      telling: p.queriesThatTell.recall,
    },
    {
      name: text.filterRecall,
      value: p.filterRecall,
      format: share,
      needed: p.queriesForOnePercent.filterRecall,
      telling: p.queriesThatTell.filterRecall,
    },
    {
      name: text.reduction,
      value: p.reduction,
      format: share,
      needed: p.queriesForOnePercent.reduction,
    },
    { name: text.candidates, value: p.candidatesP95, format: count },
    ...p.limitFor.map(({ target, limit }) => ({
      name: text.limitFor(words.format.percent(target), p.k),
      value: limit,
      format: count,
    })),
    ...p.thresholdFor.map(({ target, threshold }) => ({
      name: text.thresholdFor(words.format.percent(target)),
      value: threshold,
      format: words.format.threshold,
    })),
  ];
  return (
    <div data-dim={props.isStale || undefined} data-testid="precision">
      <p className="note">
        {p.census ? text.census : text.sample(words.format.count(p.queries))}
      </p>
      {rows.map(
        ({ name, value, telling = Infinity }) =>
          telling < QUERIES_THAT_TELL &&
          value &&
          value.low < value.high && (
            <p className="note" key={name}>
              {text.few(name, telling)}
            </p>
          ),
      )}
      <DataTable
        label={text.label}
        head={[
          { head: text.figure, isText: true },
          text.value,
          text.interval,
          text.needed,
        ]}
        rows={rows.map(({ name, value, format, needed }) => ({
          key: name,
          cells: [
            name,
            value ? format(value.value) : text.never,
            value && !p.census
              ? format === share
                ? words.format.percentRange(value.low, value.high)
                : `${format(value.low)}–${Number.isFinite(value.high) ? format(value.high) : text.never}`
              : "–",
            needed !== undefined && Number.isFinite(needed)
              ? words.format.count(needed)
              : "",
          ],
        }))}
      />
    </div>
  );
}
