/**
 * Deno's HTTP engine on a connection that was accepted elsewhere.
 *
 * `Deno.serve` accepts by itself, without any bound. The function beneath it that serves a single
 * connection is not documented; everything that depends on it is in this file.
 *
 * @module
 */

/** A handler as `Deno.serve` takes it. */
export type ConnectionHandler = (
  request: Request,
  info: { readonly remoteAddr: Deno.Addr; readonly completed: Promise<void> },
) => Response | Promise<Response>;

/** A connection that requests are read from. */
export interface ServedConnection {
  /** Resolves when it is over, whoever ended it. */
  readonly finished: Promise<void>;
  /** Ends it at once, whatever is under way. */
  close(): void;
}

/** Serves `connection`, which belongs to the engine from then on. */
export type ServeConnection = (
  connection: Deno.Conn,
  handler: ConnectionHandler,
) => ServedConnection;

interface Engine {
  (
    connection: Deno.Conn,
    signal: Pick<AbortSignal, "addEventListener">,
    handler: ConnectionHandler,
    onError: (error: unknown) => Response,
    onListen: () => void,
  ): { readonly finished: Promise<void> };
}

/** `null` when this Deno has no such function: connections then cannot be bounded. */
export function findHandover(): ServeConnection | null {
  const { internal } = Deno as unknown as { readonly internal?: symbol };
  if (typeof internal !== "symbol") return null;
  const internals = (Deno as unknown as Record<symbol, { serveHttpOnConnection?: Engine }>)[
    internal
  ];
  const engine = internals?.serveHttpOnConnection;
  if (typeof engine !== "function") return null;
  return (connection, handler) => serve(engine, { connection, handler });
}

function serve(
  engine: Engine,
  options: { readonly connection: Deno.Conn; readonly handler: ConnectionHandler },
): ServedConnection {
  let cancel: (() => void) | null = null;
  // Of a signal the engine uses this alone. A real one would report, as an uncaught error, that the
  // connection had just ended by itself; called directly, it throws to where that is expected.
  const signal: Pick<AbortSignal, "addEventListener"> = {
    addEventListener: (_type: string, listener: unknown) => {
      cancel = listener as () => void;
    },
  };
  const failed = (): Response => new Response(null, { status: 500 });
  const { finished } = engine(options.connection, signal, options.handler, failed, () => {});
  const over = finished.then(() => {}, () => {}).finally(() => cancel = null);
  return {
    finished: over,
    close: () => {
      try {
        cancel?.();
      } catch {
        // It was over already.
      }
      cancel = null;
    },
  };
}
