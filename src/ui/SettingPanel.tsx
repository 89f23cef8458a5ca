import { useApp } from "../state/appStoreContext";
import { derivePayoff } from "../model/payoff";
import { Term } from "./widgets/Term";
import { useSetting } from "./useSetting";
import { useWords } from "./useWords";

/** The numbers of the current setting, recall first. */
export function SettingPanel() {
  const words = useWords();
  const setting = useSetting();
  const view = useApp((state) => state.view);
  const draftK = useApp((state) => state.config.k);
  const dim = useApp((state) => state.stale || state.running);
  const text = words.page.setting;
  const config = view?.result.config;
  const storedBytes = view?.stored.bytesPerDocument;
  const payoff =
    setting && config && storedBytes
      ? derivePayoff({
          reduction: setting.row.reduction,
          bits: config.hash.bits,
          storedBytes,
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
            ? `${words.setting.threshold(setting.threshold)} · L = ${words.format.count(setting.limit)}`
            : ""}
        </span>
      </header>
      <p className="recallName">
        <Term name="recall">{text.recall(setting?.k ?? draftK)}</Term>
      </p>
      <p className="recallBig" data-testid="recall-big">
        {setting ? words.format.percent(setting.recall) : "–"}
      </p>
      <p className="recallInterval">
        {setting && (
          <>
            <Term name="interval">
              {text.interval(
                words.format.percentRange(
                  setting.recallLow,
                  setting.recallHigh,
                ),
                words.format.count(setting.queryCount),
              )}
            </Term>
            <br />
            <Term name="ties">
              {text.ties(
                words.format.percentRange(
                  setting.recallWorst,
                  setting.recallBest,
                ),
              )}
            </Term>
          </>
        )}
      </p>
      <dl className="figures">
        <dt>
          <Term name="filterRecall">{text.filterRecall}</Term>
        </dt>
        <dd>{setting ? words.format.percent(setting.filterRecall) : "–"}</dd>
        <dt className="subFigure">
          <Term name="guarantee">{text.guarantee}</Term>
        </dt>
        <dd className="subFigure">
          {setting
            ? setting.guaranteedRecall === null
              ? text.noGuarantee
              : words.format.percent(setting.guaranteedRecall)
            : "–"}
        </dd>
        <dt>
          <Term name="unfiltered">{text.unfiltered}</Term>
        </dt>
        <dd>
          {setting?.unfilteredRecall != null
            ? words.format.percent(setting.unfilteredRecall)
            : "–"}
        </dd>
        <dt>
          <Term name="candidates">{text.candidates}</Term>
        </dt>
        <dd>
          {setting
            ? `${words.format.count(setting.row.candidates.p50)} / ${words.format.count(setting.row.candidates.p95)}`
            : "–"}
        </dd>
        <dt>
          <Term name="bytes">{text.bytes}</Term>
        </dt>
        <dd>
          {bytes
            ? `${bytes.hash} + ${bytes.pivots} = ${words.format.bytes(bytes.hash + bytes.pivots)}`
            : "–"}
        </dd>
      </dl>
      {storedBytes !== 0 && (
        <div className="payoff">
          <h3 className="smallTitle">
            <Term name="payoff">{text.payoff}</Term>
          </h3>
          <p className="verdict">
            {payoff ? words.setting.payoffVerdict(payoff) : "–"}
          </p>
          <p className="reason">
            {payoff && setting
              ? words.setting.payoffReason(payoff, setting.row.reduction)
              : ""}
          </p>
        </div>
      )}
    </section>
  );
}
