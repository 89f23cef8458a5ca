import { readPivots } from "../search/structure/pivots/settings";
import { useApp } from "../state/appStoreContext";
import {
  derivePayoff,
  payoffReason,
  payoffVerdict,
} from "../search/structure/pivots/payoff";
import {
  formatBytes,
  formatCount,
  formatPercent,
  formatPercentRange,
  formatThreshold,
} from "../numeric/format";
import { Term } from "./parts/Term";
import { strings } from "./strings";
import { useSetting } from "./useSetting";

/** The numbers of the current setting, recall first. */
export function SettingPanel() {
  const setting = useSetting();
  const view = useApp((state) => state.view);
  const draftK = useApp((state) => state.config.k);
  const dim = useApp((state) => state.stale || state.running);
  const text = strings.setting;
  const config = view?.result.config;
  const pivots = config && readPivots(config.structure);
  const payoff =
    setting && config && pivots
      ? derivePayoff({
          reduction: setting.row.reduction,
          bits: config.hash.bits,
          pivots: pivots.count,
          space: pivots.space,
        })
      : null;
  const bytes = view?.bytesPerDocument;
  return (
    <section
      className="setting"
      aria-label={text.title}
      data-dim={dim || undefined}
    >
      <header className="panelHead">
        <h2>{text.title}</h2>
        <span className="settingPoint">
          {setting
            ? `t = ${formatThreshold(setting.threshold)} · L = ${formatCount(setting.limit)}`
            : ""}
        </span>
      </header>
      <p className="recallName">
        <Term name="recall">{text.recall(setting?.k ?? draftK)}</Term>
      </p>
      <p className="recallBig" data-testid="recall-big">
        {setting ? formatPercent(setting.recall) : "–"}
      </p>
      <p className="recallInterval">
        {setting && (
          <>
            <Term name="interval">
              {text.interval(
                formatPercentRange(setting.recallLow, setting.recallHigh),
                formatCount(setting.queryCount),
              )}
            </Term>
            <br />
            <Term name="ties">
              {text.ties(
                formatPercentRange(setting.recallWorst, setting.recallBest),
              )}
            </Term>
          </>
        )}
      </p>
      <dl className="figures">
        <dt>
          <Term name="filterRecall">{text.filterRecall}</Term>
        </dt>
        <dd>{setting ? formatPercent(setting.filterRecall) : "–"}</dd>
        <dt className="subFigure">
          <Term name="guarantee">{text.guarantee}</Term>
        </dt>
        <dd className="subFigure">
          {setting
            ? setting.guaranteedRecall === null
              ? text.noGuarantee
              : formatPercent(setting.guaranteedRecall)
            : "–"}
        </dd>
        <dt>
          <Term name="unfiltered">{text.unfiltered}</Term>
        </dt>
        <dd>
          {setting?.unfilteredRecall != null
            ? formatPercent(setting.unfilteredRecall)
            : "–"}
        </dd>
        <dt>
          <Term name="candidates">{text.candidates}</Term>
        </dt>
        <dd>
          {setting
            ? `${formatCount(setting.row.candidates.p50)} / ${formatCount(setting.row.candidates.p95)}`
            : "–"}
        </dd>
        <dt>
          <Term name="bytes">{text.bytes}</Term>
        </dt>
        <dd>
          {bytes
            ? `${bytes.hash} + ${bytes.pivots} = ${formatBytes(bytes.hash + bytes.pivots)}`
            : "–"}
        </dd>
      </dl>
      <div className="payoff">
        <h3 className="smallTitle">
          <Term name="payoff">{text.payoff}</Term>
        </h3>
        <p className="verdict">{payoff ? payoffVerdict(payoff) : "–"}</p>
        <p className="reason">
          {payoff && setting ? payoffReason(payoff, setting.row.reduction) : ""}
        </p>
      </div>
    </section>
  );
}
