import { useEffect, useState } from "react";
import type { ModelInfo } from "../../embed/types";
import { useApp } from "../../state/appStoreContext";

/** The catalogue of models; empty until the worker answered. */
export function useModels(): readonly ModelInfo[] {
  const client = useApp((state) => state.client);
  const reportError = useApp((state) => state.reportError);
  const [models, setModels] = useState<readonly ModelInfo[]>([]);
  useEffect(() => {
    let current = true;
    client.call("models", {}).then(
      (list) => {
        if (current) setModels(list);
      },
      (error: unknown) => {
        if (current) reportError(error);
      },
    );
    return () => {
      current = false;
    };
  }, [client, reportError]);
  return models;
}
