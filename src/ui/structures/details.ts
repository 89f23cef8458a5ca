import type { ComponentType } from "react";
import type { NeighbourFate, SearchReport } from "../../model/searchReport";
import { PivotDetail } from "./pivots/PivotDetail";

/** Explains why a structure keeps one neighbour or loses it. */
type StructureDetail = ComponentType<{
  readonly report: SearchReport;
  readonly fate: NeighbourFate;
}>;

/** What is shown below the rankings of a query, by the structure's name. */
export const structureDetails: Readonly<Record<string, StructureDetail>> = {
  pivots: PivotDetail,
};
