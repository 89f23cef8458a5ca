import type { ArrayFaults } from "./dataArrays";
import type { BudgetFaults } from "./dataBudget";
import type { ParameterFaults } from "./dataParameters";
import type { PlaceFaults } from "./dataPlaces";
import type { PickleFaults } from "./dataPickles";
import type { RemoteFaults } from "./dataRemote";
import type { SampleFaults } from "./dataSamples";
import type { TextFaults } from "./dataTexts";
import type { VectorFaults } from "./dataVectors";
import type { ZipFaults } from "./dataZip";

/**
 * Faults in files, texts, vectors and places that a person brought. `file` is the file at fault,
 * or what stands in its place: an address, a data set of the hub, an array of a container.
 */
export interface DataFaults
  extends
    ArrayFaults,
    BudgetFaults,
    ParameterFaults,
    PickleFaults,
    PlaceFaults,
    RemoteFaults,
    SampleFaults,
    TextFaults,
    VectorFaults,
    ZipFaults {}
