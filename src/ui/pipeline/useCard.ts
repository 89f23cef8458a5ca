import { useApp } from "../../state/appStoreContext";
import { controlRanges } from "../../search/config/edits";

/** What every card of the pipeline shows and changes. */
export function useCard() {
  const config = useApp((state) => state.config);
  const dataset = useApp((state) => state.dataset);
  const view = useApp((state) => state.view);
  const edit = useApp((state) => state.editAndRun);
  return {
    config,
    dataset,
    view,
    /** Changes the draft and runs after a pause. */
    edit,
    /** Runs what was typed without the pause. */
    now: () => edit({}, 0),
    ranges: controlRanges(dataset, config),
    /** What the settings of methods must fit; null before anything is open. */
    facts: dataset && { n: dataset.n, dim: dataset.dim, documents: dataset.n },
  };
}
