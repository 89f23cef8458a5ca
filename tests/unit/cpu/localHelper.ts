import type { ChannelRequest } from "../../../src/channel/protocol";

/** A helper thread whose methods run in this thread, over a real channel. */
export class LocalHelper {
  /** The kinds of all messages to helpers, in order. */
  static sent: string[] = [];
  static started: LocalHelper[] = [];
  /** Serves the helper's own end. */
  static open: (port: MessagePort) => void = () => undefined;

  private readonly channel = new MessageChannel();
  private fail: (event: { message: string }) => void = () => undefined;

  constructor() {
    LocalHelper.open(this.channel.port2);
    this.channel.port1.start();
    LocalHelper.started.push(this);
  }
  static reset(open: (port: MessagePort) => void): void {
    LocalHelper.open = open;
    LocalHelper.sent = [];
    LocalHelper.started = [];
  }
  postMessage(request: ChannelRequest, options: { transfer: Transferable[] }) {
    LocalHelper.sent.push(
      request.kind === "cancel" ? "cancel" : request.method,
    );
    this.channel.port1.postMessage(request, options);
  }
  addEventListener(type: string, listener: (event: unknown) => void): void {
    if (type === "error") this.fail = listener;
    else this.channel.port1.addEventListener(type, listener);
  }
  /** Stops without an answer to what it was asked. */
  crash(): void {
    this.channel.port2.close();
    this.fail({ message: "out of memory" });
  }
  terminate(): void {
    this.channel.port1.close();
  }
}
