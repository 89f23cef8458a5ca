import { useApp } from "../state/appStoreContext";
import { deriveFunnel } from "../model/funnel";
import type { Funnel } from "../model/funnel";
import { Term } from "./widgets/Term";
import { useSetting } from "./useSetting";
import { useWords } from "./useWords";

/** Documents through filter and limit, and where the true neighbours end up. */
export function FunnelStrip() {
  const words = useWords();
  const setting = useSetting();
  const corpusSize = useApp((state) => state.view?.result.corpusSize ?? 0);
  const k = useApp((state) => state.config.k);
  const dim = useApp((state) => state.stale || state.running);
  const funnel = setting ? deriveFunnel(setting, corpusSize) : null;
  const text = words.page.funnel;
  const count = (value: number | undefined) =>
    value === undefined ? "–" : words.format.count(value);
  return (
    <section
      className="funnel"
      aria-label={text.title}
      data-dim={dim || undefined}
    >
      <ol className="funnelSteps">
        <li>
          <b data-testid="funnel-total">{count(funnel?.total)}</b>
          <span>{text.total}</span>
        </li>
        <li>
          <b data-testid="funnel-kept">{count(funnel?.kept)}</b>
          <span>
            <Term name="candidates">{text.kept}</Term>
          </span>
          <small>
            {funnel && (
              <Term name="reduction">
                {text.removes(
                  words.format.percent(funnel.reduction),
                  words.format.percent(1 - funnel.reduction),
                )}
              </Term>
            )}
          </small>
        </li>
        <li>
          <b data-testid="funnel-ranked">{count(funnel?.ranked)}</b>
          <span>
            <Term name="limit">{text.ranked}</Term>
          </span>
          <small>
            {funnel ? text.cuts(words.format.count(funnel.cutByLimit)) : ""}
          </small>
        </li>
        <li>
          <b data-testid="funnel-found">
            {funnel ? words.format.neighbours(funnel.found, funnel.k) : "–"}
          </b>
          <span>
            <Term name="recall">{text.found(funnel?.k ?? k)}</Term>
          </span>
        </li>
      </ol>
      <NeighbourBar funnel={funnel} k={funnel?.k ?? k} />
    </section>
  );
}

function NeighbourBar(props: {
  readonly funnel: Funnel | null;
  readonly k: number;
}) {
  const words = useWords();
  const { funnel } = props;
  const text = words.page.funnel;
  const parts = [
    {
      name: text.foundShort,
      className: "groundKept",
      share: funnel?.shares.found ?? 0,
      count: funnel?.found,
    },
    {
      name: text.lostToLimit,
      className: "groundLostLimit",
      share: funnel?.shares.lostToLimit ?? 0,
      count: funnel?.lostToLimit,
    },
    {
      name: text.lostToFilter,
      className: "groundLostFilter",
      share: funnel?.shares.lostToFilter ?? 0,
      count: funnel?.lostToFilter,
    },
  ];
  return (
    <div className="neighbours">
      <h2 className="smallTitle">{text.neighbours(props.k)}</h2>
      <div className="neighbourBar" aria-hidden="true">
        {parts.map((part) => (
          <span
            key={part.name}
            className={part.className}
            style={{ width: `${part.share * 100}%` }}
          />
        ))}
      </div>
      <ul className="neighbourLegend">
        {parts.map((part) => (
          <li key={part.name}>
            <i className={part.className} aria-hidden="true" />
            <b>
              {part.count === undefined
                ? "–"
                : words.format.decimals(part.count, 2)}
            </b>{" "}
            {part.name}
            <small>{funnel ? words.format.percent(part.share) : ""}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
