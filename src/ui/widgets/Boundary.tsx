import { Component } from "react";
import type { ReactNode } from "react";
import { PartFailure } from "./PartFailure";
import { PartNotLoaded } from "./lazyPart";

interface Failed {
  readonly error: unknown;
}

/** Shows, in place of what failed while it was drawn or fetched, what is still safe; the rest of the page stays. */
export class Boundary extends Component<
  { readonly children: ReactNode },
  { readonly failed: Failed | null }
> {
  override state: { readonly failed: Failed | null } = { failed: null };

  static getDerivedStateFromError(error: unknown) {
    return { failed: { error } };
  }

  private readonly retry = () => {
    const error = this.state.failed?.error;
    if (error instanceof PartNotLoaded) error.again();
    this.setState({ failed: null });
  };

  override render() {
    const { failed } = this.state;
    return failed ? (
      <PartFailure error={failed.error} onRetry={this.retry} />
    ) : (
      this.props.children
    );
  }
}
