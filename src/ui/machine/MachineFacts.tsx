import { useAllWords } from "../useAllWords";
import { useApp } from "../../state/appStoreContext";
import type { AdapterFacts } from "../../model/machineReport";
import { DataTable } from "../widgets/DataTable";

/** What the browser says of this machine. */
export function MachineFacts() {
  const words = useAllWords();
  const text = words.machine;
  const device = useApp((state) => state.device);
  const machine = useApp((state) => state.machine);
  const adapter = machine?.adapter;
  if (!device) return <p className="note">{text.choosing}</p>;
  const family = [adapter?.vendor, adapter?.architecture].filter(Boolean);
  return (
    <section>
      <dl className="figures">
        <dt>{text.inUse}</dt>
        <dd>{device.label}</dd>
        <dt>{text.threads}</dt>
        <dd>{words.format.count(device.threads)}</dd>
        {machine && (
          <>
            <dt>{text.processors}</dt>
            <dd>{words.format.count(machine.threads)}</dd>
          </>
        )}
        <dt>{text.isolated}</dt>
        <dd>{globalThis.crossOriginIsolated ? text.yes : text.oneThread}</dd>
        {machine && (
          <>
            <dt>{text.adapter}</dt>
            <dd>{adapter?.label ?? text.noAdapter}</dd>
          </>
        )}
        {adapter && (
          <>
            <dt>{text.software}</dt>
            <dd>{adapter.software ? text.softwareYes : text.softwareNo}</dd>
          </>
        )}
        {family.length > 0 && (
          <>
            <dt>{text.vendor}</dt>
            <dd>{family.join(" · ")}</dd>
          </>
        )}
      </dl>
      {adapter && <AdapterDetails adapter={adapter} />}
      <p className="note">{text.note}</p>
    </section>
  );
}

function AdapterDetails({ adapter }: { readonly adapter: AdapterFacts }) {
  const words = useAllWords();
  const text = words.machine;
  const limits = Object.entries(adapter.limits);
  return (
    <>
      <details className="chartTable">
        <summary>{text.features(adapter.features.length)}</summary>
        <ul className="featureList">
          {adapter.features.map((feature) => (
            <li key={feature}>
              <code>{feature}</code>
            </li>
          ))}
        </ul>
      </details>
      <details className="chartTable">
        <summary>{text.limits(limits.length)}</summary>
        <DataTable
          label={text.limitsLabel}
          head={[{ head: text.limit, isText: true }, text.value]}
          rows={limits.map(([name, value]) => ({
            key: name,
            cells: [<code>{name}</code>, words.format.count(value)],
          }))}
        />
      </details>
    </>
  );
}
