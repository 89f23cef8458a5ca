import type { DatasetInfo } from "../../model/datasetInfo";
import type { LoadSource } from "../loading/dataSource";
import { loadDataset } from "../loading/loadDataset";
import { type CallContext, refuseCancelled } from "../progress";
import type { Session } from "../session";

/** Opens a data set in place of the present one, embedding its texts where asked. */
export async function load(
  session: Session,
  source: LoadSource,
  call: CallContext,
): Promise<DatasetInfo> {
  const dataset = await loadDataset(source, session.hubAndStorage, call);
  refuseCancelled(call);
  session.replaceDataset(dataset);
  return dataset.info;
}
