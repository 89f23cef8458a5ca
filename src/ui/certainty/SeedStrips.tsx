import { useRef, useState } from "react";
import { useApp } from "../../state/appStoreContext";
import type { Setting } from "../../model/setting";
import type { Repeats, RepeatsRequest } from "../../model/evaluationReports";
import type { AllWords } from "../../words/allLanguages";
import { useAllWords } from "../useAllWords";

type Vary = RepeatsRequest["vary"];

const kinds: readonly Vary[] = ["pivots", "rotation", "queries"];
const seedCounts = [5, 10, 20] as const;

/** The same configuration under other seeds, each a dot. */
export function SeedStrips(props: { readonly setting: Setting }) {
  const text = useAllWords().certainty;
  const client = useApp((state) => state.client);
  const reportError = useApp((state) => state.reportError);
  const result = useApp((state) => state.view?.result);
  const [vary, setVary] = useState<Vary>("pivots");
  const [seeds, setSeeds] = useState<number>(seedCounts[1]);
  const [done, setDone] = useState<number | null>(null);
  const [latest, setLatest] = useState<{
    readonly repeats: Repeats;
    readonly of: unknown;
  } | null>(null);
  const controller = useRef<AbortController | null>(null);

  async function run() {
    const aborting = new AbortController();
    controller.current = aborting;
    setDone(0);
    const { threshold, limit, k } = props.setting;
    try {
      const repeats = await client.call(
        "repeats",
        { vary, seeds, threshold, limit, k },
        {
          signal: aborting.signal,
          onProgress: (progress) => setDone(progress.done),
        },
      );
      setLatest({ repeats, of: result });
    } catch (error) {
      reportError(error);
    } finally {
      setDone(null);
    }
  }

  return (
    <section className="strips" aria-label={text.strips}>
      <h3 className="smallTitle">{text.strips}</h3>
      <p className="note">{text.stripsNote}</p>
      <div className="stripControls">
        <div className="segmented" role="group" aria-label={text.strips}>
          {kinds.map((kind) => (
            <button
              key={kind}
              type="button"
              aria-pressed={vary === kind}
              disabled={done !== null}
              onClick={() => setVary(kind)}
            >
              {text.vary[kind]}
            </button>
          ))}
        </div>
        <label>
          {text.seeds}{" "}
          <select
            value={seeds}
            disabled={done !== null}
            onChange={(event) => setSeeds(Number(event.target.value))}
          >
            {seedCounts.map((count) => (
              <option key={count} value={count}>
                {count}
              </option>
            ))}
          </select>
        </label>
        {done === null ? (
          <button type="button" className="quiet" onClick={() => void run()}>
            {text.run}
          </button>
        ) : (
          <>
            <span role="status">{text.running(done, seeds)}</span>
            <button
              type="button"
              className="quiet"
              onClick={() => controller.current?.abort()}
            >
              {text.cancel}
            </button>
          </>
        )}
      </div>
      {latest && (
        <div data-dim={latest.of !== result || undefined}>
          <Strips repeats={latest.repeats} />
        </div>
      )}
    </section>
  );
}

type Measure = keyof AllWords["certainty"]["strip"];

const measures: readonly Measure[] = [
  "recall",
  "filterRecall",
  "reduction",
  "reductionAt95",
];

function Strips(props: { readonly repeats: Repeats }) {
  const words = useAllWords();
  const text = words.certainty;
  return (
    <dl className="stripList" data-testid="seed-strips">
      {measures.map((measure) => {
        const values = props.repeats.points
          .map((entry) => entry[measure])
          .filter((value): value is number => value !== null);
        if (values.length < 2) return null;
        const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
        const sd = Math.sqrt(
          values.reduce((sum, v) => sum + (v - mean) ** 2, 0) /
            (values.length - 1),
        );
        const spread = text.spread(
          words.format.percent(mean),
          text.points(words.format.decimals(sd * 100, 1)),
          words.format.percent(Math.min(...values)),
          words.format.percent(Math.max(...values)),
        );
        return (
          <div key={measure} className="strip">
            <dt>
              {text.vary[props.repeats.vary]}: {text.strip[measure]}
            </dt>
            <dd>
              <svg
                className="stripPlot"
                viewBox="0 0 1000 24"
                preserveAspectRatio="none"
                role="img"
                aria-label={spread}
              >
                <line x1="0" x2="1000" y1="12" y2="12" />
                {values.map((value, i) => (
                  <ellipse key={i} cx={value * 1000} cy="12" rx="4" ry="7" />
                ))}
              </svg>
              <span>{spread}</span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
