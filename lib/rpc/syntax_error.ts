/** A message that is no XML-RPC. Over HTTP it is answered with 400. */
export class RpcSyntaxError extends Error {
  /** The name of the class. */
  override readonly name = "RpcSyntaxError";
  /** The words that Supervisor's log line ends with (`xmlrpc.md` 2). */
  readonly problem: "unmarshallable" | "no method name";

  constructor(problem: "unmarshallable" | "no method name", message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}
