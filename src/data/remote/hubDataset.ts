/** A data set of the hub. */
export interface HubDataset {
  /** "owner/name". */
  readonly id: string;
  /** Default: the only or first configuration. */
  readonly config?: string;
  /** Default: "train", else the first split. */
  readonly split?: string;
  /** Default: the commit that `main` stands for when it is first asked. */
  readonly revision?: string;
}
