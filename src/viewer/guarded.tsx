/** @file What is drawn from a link or a file of others. */
import { Component, type ComponentChildren } from 'preact';

/** Hands on an error thrown while drawing; whoever takes it removes what threw it, so that the next link starts clean. */
export class Guarded extends Component<{ onError: (error: unknown) => void; children: ComponentChildren }> {
  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
    this.setState({});
  }

  override render() {
    return this.props.children;
  }
}
