/** What programs elsewhere can do with the methods of a run. */
export interface Portability {
  readonly hash: {
    readonly method: string;
    /** Its bits are the signs of one affine map of the vector. */
    readonly isLinear: boolean;
    /** It is exported as mean, pca and rotation. */
    readonly isFactored: boolean;
  };
}
